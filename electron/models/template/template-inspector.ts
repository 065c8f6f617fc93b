import { SideWorker } from "../../side-process/side-worker.ts";
import type { InspectRequest, InspectResponse, StartTemplateProcess } from "./template-process.ts";

/** Longer than the process takes to start and to give up a template by itself. */
const answerTimeoutMs = 20_000;

/** Renders and checks chat templates in a process that is started on demand and ends when it is idle. */
export class TemplateInspector {
  readonly #worker: SideWorker<InspectRequest, InspectResponse>;

  constructor(start: StartTemplateProcess) {
    this.#worker = new SideWorker({ start, answerTimeoutMs });
  }

  /** null: the template takes too long or too much memory. */
  inspect(request: InspectRequest): Promise<InspectResponse> {
    return this.#worker.ask(request);
  }

  dispose(): void {
    this.#worker.dispose();
  }
}
