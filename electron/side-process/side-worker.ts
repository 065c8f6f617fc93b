import type { SideProcess, StartSideProcess } from "./side-process.ts";

export interface SideWorkerOptions<Request, Response> {
  /** Answers every request with one message, in order. */
  readonly start: StartSideProcess<Request, Response>;
  /** After this long without an answer, the process is killed. */
  readonly answerTimeoutMs: number;
}

const idleMs = 60_000;

/**
 * Asks a side process that is started on demand, gets one request at a time, and ends when it is idle. It is
 * killed when it takes too long, or when a request is aborted: it may be in a loop that nothing else ends.
 */
export class SideWorker<Request, Response> {
  readonly #options: SideWorkerOptions<Request, Response>;
  #process: SideProcess<Request, Response> | null = null;
  #previous: Promise<unknown> = Promise.resolve();
  #answer: (response: Response | null) => void = () => undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  #isDisposed = false;

  constructor(options: SideWorkerOptions<Request, Response>) {
    this.#options = options;
  }

  /** null: the process took too long or ended, or the request was aborted. @throws what `start` throws */
  ask(request: Request, signal?: AbortSignal): Promise<Response | null> {
    const answer = this.#previous.then(() => this.#ask(request, signal));
    this.#previous = answer.catch(() => undefined);
    return answer;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#end();
  }

  async #ask(request: Request, signal: AbortSignal | undefined): Promise<Response | null> {
    if (this.#isDisposed || signal?.aborted) return null;
    clearTimeout(this.#idleTimer);
    const { promise, resolve } = Promise.withResolvers<Response | null>();
    this.#answer = resolve;
    this.#process ??= this.#startProcess();
    const end = () => this.#end();
    const timer = setTimeout(end, this.#options.answerTimeoutMs);
    signal?.addEventListener("abort", end);
    this.#process.post(request);
    const response = await promise;
    clearTimeout(timer);
    signal?.removeEventListener("abort", end);
    this.#idleTimer = setTimeout(end, idleMs).unref();
    return response;
  }

  #startProcess(): SideProcess<Request, Response> {
    const process = this.#options.start();
    process.onMessage((response) => {
      if (this.#process === process) this.#answer(response);
    });
    process.onExit(() => {
      if (this.#process === process) this.#end();
    });
    return process;
  }

  /** A request in progress gets no answer. */
  #end(): void {
    clearTimeout(this.#idleTimer);
    this.#process?.kill();
    this.#process = null;
    this.#answer(null);
  }
}
