import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { checkTemplate } from "../../../shared/formats/check-template.ts";
import { previewTemplate } from "../../../shared/formats/preview-template.ts";
import { parentChannel } from "../../side-process/parent-channel.ts";
import type { TemplateInspection, InspectRequest, InspectResponse } from "./template-process.ts";

/**
 * Entry point of the template process and of the thread in it that renders. The main thread only waits, so
 * that it can end the other one, and ends itself when the parent is gone.
 */
const timeLimitMs = 5_000;
const resourceLimits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 };

if (isMainThread) {
  serveParent();
} else {
  parentPort?.on("message", (request: InspectRequest) => parentPort?.postMessage(inspect(request)));
}

function inspect({ source, tokens, thinking }: InspectRequest): TemplateInspection {
  return {
    segments: previewTemplate(source, tokens, thinking),
    problems: checkTemplate(source, tokens),
  };
}

function serveParent(): void {
  let thread: Worker | null = null;
  let previous: Promise<unknown> = Promise.resolve();

  const render = (request: InspectRequest) =>
    new Promise<InspectResponse>((resolve) => {
      const used = (thread ??= startThread());
      const finish = (response: InspectResponse) => {
        clearTimeout(timer);
        used.removeAllListeners("message");
        resolve(response);
      };
      const giveUp = () => {
        thread = null;
        used.removeAllListeners("exit");
        used.terminate().catch(() => undefined);
        finish(null);
      };
      const timer = setTimeout(giveUp, timeLimitMs);
      used.once("message", finish);
      used.removeAllListeners("exit").once("exit", giveUp);
      used.postMessage(request);
    });

  const parent = parentChannel<InspectRequest, InspectResponse>();
  parent.onRequest((request) => {
    previous = previous.then(async () => parent.post(await render(request)));
  });
}

function startThread(): Worker {
  const thread = new Worker(new URL(import.meta.url), { resourceLimits, execArgv: [], stdin: false });
  // Such as ERR_WORKER_OUT_OF_MEMORY; "exit" follows.
  thread.on("error", () => undefined);
  return thread;
}
