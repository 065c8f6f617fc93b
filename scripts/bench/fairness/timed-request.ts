import type { InferenceRequest } from "../../../electron/inference/inference-request.ts";
import type { InferenceService } from "../../../electron/inference/inference-service.ts";
import type { ReplyStats } from "../../../shared/chat/message.ts";

/** When a request got how far, by `performance.now()`. */
export interface RequestTimes {
  readonly sentAtMs: number;
  /** The engine was free, and the model was loaded. */
  readonly readyAtMs: number;
  /** The engine had parked and restored contexts, and began with the tokens that were missing. */
  readonly contextAtMs: number;
  readonly firstTextAtMs: number;
  readonly text: string;
  readonly stats: ReplyStats;
}

/** Runs a request to its end. @throws when it ends without text */
export async function timedRequest(
  inference: InferenceService,
  request: InferenceRequest,
): Promise<RequestTimes> {
  const sentAtMs = performance.now();
  const running = inference.generate(request, new AbortController().signal);
  let readyAtMs = 0;
  let contextAtMs = 0;
  let firstTextAtMs = 0;
  let prefills = 0;
  let text = "";
  for await (const event of running.events) {
    if (event.type === "model-ready") {
      readyAtMs = performance.now();
    } else if (event.type === "prefill") {
      // The service reports the first one itself, before it calls the engine.
      if (++prefills === 2) contextAtMs = performance.now();
    } else if (event.type === "part-delta") {
      firstTextAtMs ||= performance.now();
      text += event.text;
    }
  }
  const { generation } = await running.result;
  if (generation === null || firstTextAtMs === 0) throw new Error("The model returned an empty answer");
  return { sentAtMs, readyAtMs, contextAtMs, firstTextAtMs, text, stats: generation.stats };
}
