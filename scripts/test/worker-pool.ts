import type { ChildProcess } from "node:child_process";
import {
  ForksPoolWorker,
  type PoolOptions,
  type PoolRunnerInitializer,
  type WorkerRequest,
} from "vitest/node";
import { StderrTail } from "../../electron/inference/local/stderr-tail.ts";

/** Vitest ignores a custom pool with the name of one of its own. */
const name = "forks-with-last-words";

/** Vitest's forks, but a worker that dies is reported with its test file and the end of its stderr. */
export const workerPool: PoolRunnerInitializer = {
  name,
  createPoolWorker: (options: PoolOptions) => new ReportingWorker(options),
};

type Listener = (...values: unknown[]) => void;

/** How long to wait for remaining output: a grandchild may keep the pipes open. */
const drainMs = 1_000;

/** Environment variable with a library that workers load before all others: a sanitizer's runtime. */
const preloadVariable = "FACET_WORKER_PRELOAD";

class ReportingWorker extends ForksPoolWorker {
  override readonly name = name;
  readonly #lastWords = new StderrTail();
  readonly #errorListeners = new Set<Listener>();
  #files: readonly string[] = [];
  #isDead = false;

  override async start(): Promise<void> {
    const preload = process.env[preloadVariable];
    if (preload !== undefined) this.env = { ...this.env, LD_PRELOAD: preload };
    await super.start();
    const { stderr } = Reflect.get(this, "fork") as ChildProcess;
    stderr?.setEncoding("utf8").on("data", (text: string) => this.#lastWords.add(text));
  }

  override send(request: WorkerRequest): void {
    if (request.type === "run") this.#files = request.context.files.map(({ filepath }) => filepath);
    super.send(request);
  }

  /** Vitest listens for "exit" only until it ends the worker itself. */
  override on(event: string, listener: Listener): void {
    if (event === "error") this.#errorListeners.add(listener);
    if (event === "exit") super.on(event, this.#onExit);
    else super.on(event, listener);
  }

  override off(event: string, listener: Listener): void {
    if (event === "error") this.#errorListeners.delete(listener);
    if (event === "exit") super.off(event, this.#onExit);
    else super.off(event, listener);
  }

  /** Vitest would wait for the exit of a process that a signal has already ended. */
  override async stop(): Promise<void> {
    if (!this.#isDead) await super.stop();
  }

  readonly #onExit = (code: number | null, signal: string | null) => {
    this.#isDead = true;
    let isReported = false;
    const report = () => {
      if (isReported) return;
      isReported = true;
      const error = new Error(this.#describeDeath(code, signal));
      for (const listener of this.#errorListeners) listener(error);
    };
    super.on("close", report);
    setTimeout(report, drainMs);
  };

  #describeDeath(code: number | null, signal: string | null): string {
    const how = signal ?? `exit code ${code ?? 0}`;
    const lastWords = this.#lastWords.text;
    return [
      `The worker ended with ${how} while it ran ${this.#files.join(", ")}`,
      lastWords === "" ? "It wrote nothing to stderr." : `The end of its stderr:\n${lastWords}`,
    ].join("\n");
  }
}
