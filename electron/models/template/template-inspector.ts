import type {
  InspectRequest,
  InspectResponse,
  StartTemplateProcess,
  TemplateProcess,
} from "./template-process.ts";

/** Longer than the process takes to start and to give up a template by itself. */
const answerTimeoutMs = 20_000;
const idleMs = 60_000;

/** Renders and checks chat templates in a process that is started on demand and ends when it is idle. */
export class TemplateInspector {
  readonly #start: StartTemplateProcess;
  #process: TemplateProcess | null = null;
  #previous: Promise<unknown> = Promise.resolve();
  #answer: (response: InspectResponse) => void = () => undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  #isDisposed = false;

  constructor(start: StartTemplateProcess) {
    this.#start = start;
  }

  /** null: the template takes too long or too much memory. */
  inspect(request: InspectRequest): Promise<InspectResponse> {
    const answer = this.#previous.then(() => this.#ask(request));
    this.#previous = answer.catch(() => undefined);
    return answer;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#end();
  }

  async #ask(request: InspectRequest): Promise<InspectResponse> {
    if (this.#isDisposed) return null;
    clearTimeout(this.#idleTimer);
    const { promise, resolve } = Promise.withResolvers<InspectResponse>();
    this.#answer = resolve;
    this.#process ??= this.#startProcess();
    const timer = setTimeout(() => this.#end(), answerTimeoutMs);
    this.#process.post(request);
    const response = await promise;
    clearTimeout(timer);
    this.#idleTimer = setTimeout(() => this.#end(), idleMs).unref();
    return response;
  }

  #startProcess(): TemplateProcess {
    const process = this.#start();
    process.onMessage((response) => this.#answer(response));
    process.onExit(() => {
      if (this.#process === process) this.#end();
    });
    return process;
  }

  /** Ends the process; a request in progress gets no inspection. */
  #end(): void {
    clearTimeout(this.#idleTimer);
    this.#process?.kill();
    this.#process = null;
    this.#answer(null);
  }
}
