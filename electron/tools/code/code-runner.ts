import { AppError } from "../../../shared/ipc/result.ts";
import { memoryCheckMs, residentBytes } from "../../side-process/resident-bytes.ts";
import { loadLimitMs, type CodeLimits } from "./code-limits.ts";
import type { CodeJob, CodeProcess, CodeResult, StartCodeProcess } from "./code-protocol.ts";

export type CodeOutcome =
  | ({ readonly type: "done" } & CodeResult)
  /** Its process was ended; what it printed and wrote is lost. */
  | { readonly type: "killed"; readonly limit: "time" | "memory" | "crash" };

/**
 * Runs programs, each in a process of its own that has ended when its outcome is known. Programs wait for each
 * other, so that at most one uses the memory that a program may use.
 */
export class CodeRunner {
  readonly #start: StartCodeProcess;
  readonly #limits: CodeLimits;
  readonly #closing = new AbortController();
  #previous: Promise<unknown> = Promise.resolve();

  constructor(start: StartCodeProcess, limits: CodeLimits) {
    this.#start = start;
    this.#limits = limits;
  }

  get limits(): CodeLimits {
    return this.#limits;
  }

  /** @throws the signal's reason; AppError `disconnected`: Facet is closing */
  run(job: CodeJob, signal: AbortSignal): Promise<CodeOutcome> {
    const either = AbortSignal.any([signal, this.#closing.signal]);
    const outcome = this.#previous.then(() => this.#run(job, either));
    this.#previous = outcome.catch(() => undefined);
    return outcome;
  }

  dispose(): void {
    this.#closing.abort(new AppError("disconnected", "Facet is closing"));
  }

  async #run(job: CodeJob, signal: AbortSignal): Promise<CodeOutcome> {
    signal.throwIfAborted();
    const process = this.#start();
    const { promise, resolve, reject } = Promise.withResolvers<CodeOutcome>();
    const exited = Promise.withResolvers<null>();
    const cancel = () => reject(signal.reason as Error);
    const begin = (limitMs: number) => setTimeout(() => resolve({ type: "killed", limit: "time" }), limitMs);
    let clock = begin(job.packages === null ? this.#limits.timeMs : loadLimitMs);
    const watch = new AbortController();
    process.onMessage((message) => {
      if (message.type === "done") resolve(message);
      else if (message.type === "ready") {
        clearTimeout(clock);
        clock = begin(this.#limits.timeMs);
      } else reject(new Error(message.message));
    });
    process.onExit(() => {
      exited.resolve(null);
      resolve({ type: "killed", limit: "crash" });
    });
    signal.addEventListener("abort", cancel, { once: true });
    this.#watchMemory(process, watch.signal).then(
      (isTooMuch) => isTooMuch && resolve({ type: "killed", limit: "memory" }),
      reject,
    );
    try {
      process.post(job);
      return await promise;
    } finally {
      clearTimeout(clock);
      watch.abort();
      signal.removeEventListener("abort", cancel);
      await end(process, exited.promise);
    }
  }

  /** Resolves with true once it uses more than it may, and with false when it is watched no more. */
  async #watchMemory(process: CodeProcess, signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      const { pid } = process;
      const bytes = pid === undefined ? null : await residentBytes(pid);
      if (bytes !== null && bytes > this.#limits.memoryBytes) return true;
      await new Promise((resolve) => setTimeout(resolve, memoryCheckMs).unref());
    }
    return false;
  }
}

/** The longest that a killed process is waited for. */
const endLimitMs = 5_000;
const endCheckMs = 100;

/** A utility process of Electron that is still being started can't be killed yet, so it is tried again. */
async function end(process: CodeProcess, exited: Promise<unknown>): Promise<void> {
  const again = setInterval(() => process.kill(), endCheckMs);
  process.kill();
  let limit: NodeJS.Timeout | undefined;
  const waited = new Promise((resolve) => (limit = setTimeout(resolve, endLimitMs)));
  await Promise.race([exited, waited]);
  clearTimeout(limit);
  clearInterval(again);
}
