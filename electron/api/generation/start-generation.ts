import type { GenerateOptions } from "../../../shared/inference/generate-options.ts";
import type { GenerationEvent, GenerationResult } from "../../../shared/inference/generation.ts";
import type { ChatModelInfo } from "../../../shared/inference/chat-model-info.ts";
import { AppError } from "../../../shared/ipc/result.ts";
import type { Inference, InferenceEvent } from "../../inference/inference-request.ts";
import type { ApiCall } from "../api-context.ts";
import { ApiError } from "../api-error.ts";
import type { FoundApiModel } from "../models/find-model.ts";
import { promptOfEntries } from "../prompt/prompt-of-entries.ts";
import type { ResolvedMedia } from "../prompt/request-media.ts";
import { expectRoom } from "./expect-room.ts";
import type { GenerationInput } from "./generation-input.ts";
import { LoadWait } from "./load-wait.ts";
import { wantedModel } from "./wanted-model.ts";

/** A generation whose model is ready. */
export interface ApiGeneration {
  readonly model: FoundApiModel;
  readonly info: ChatModelInfo;
  /** Parts and calls, in order. To be iterated once, to its end. */
  readonly events: AsyncIterable<GenerationEvent>;
  /** @throws AppError as `Generation.result`; ApiError */
  readonly result: Promise<GenerationResult>;
  endReasoning(): void;
}

/**
 * Begins a generation and waits until its model is ready.
 * @throws ApiError 404, 400 for the media and the prompt, 503 with Retry-After where the model takes long to
 * load, does not fit into memory, or too many requests wait; AppError
 */
export async function startGeneration(call: ApiCall, input: GenerationInput): Promise<ApiGeneration> {
  const { context, signal } = call;
  const { metrics, options, activity } = context;
  const model = context.findModel(input.modelName);
  activity.change(call.id, { model: model.calledName });
  expectRoom(context);
  metrics.running += 1;
  let media: ResolvedMedia | null = null;
  let isBegun = false;
  const end = () => {
    metrics.running -= 1;
    media?.release();
  };
  try {
    media = await call.media.resolve(input.entries, input.imageBudget);
    const prompt =
      input.rawText === undefined
        ? promptOfEntries(input.entries, input, media.mediaOf)
        : { systemPrompt: "", turns: [], rawText: input.rawText };
    const expected = media;
    const wait = new LoadWait(call);
    const inference = options.inference.generate(
      {
        model: wantedModel(model),
        priority: "background",
        whenMemoryShort: "refuse",
        prepare: (info) => {
          expectTaken(expected, info);
          return { prompt, options: supported(input.options, info) };
        },
      },
      AbortSignal.any([signal, wait.signal]),
    );
    isBegun = true;
    inference.result.then(end, end);
    return await begun(call, inference, model, wait);
  } catch (thrown) {
    if (!isBegun) end();
    throw thrown;
  }
}

async function begun(
  call: ApiCall,
  inference: Inference,
  model: FoundApiModel,
  wait: LoadWait,
): Promise<ApiGeneration> {
  const events = inference.events[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await events.next();
      if (next.done === true) break;
      const event = next.value;
      wait.see(event);
      if (event.type === "model-ready") {
        return {
          model,
          info: event.model,
          events: generationEvents(events, call),
          result: generationResult(inference, call),
          endReasoning: () => inference.endReasoning(),
        };
      }
    }
  } finally {
    wait.end();
  }
  await inference.result;
  throw wait.signal.aborted ? wait.failure(model.calledName) : clientGone();
}

async function* generationEvents(
  events: AsyncIterator<InferenceEvent>,
  { id, context: { activity } }: ApiCall,
): AsyncGenerator<GenerationEvent> {
  activity.change(id, { state: { type: "reading" } });
  let isGenerating = false;
  for (;;) {
    const next = await events.next();
    if (next.done === true) return;
    const event = next.value;
    if (event.type === "queued" || event.type === "loading" || event.type === "model-ready") continue;
    if (!isGenerating && (event.type === "part-started" || event.type === "tool-call-started")) {
      isGenerating = true;
      activity.change(id, { state: { type: "generating" } });
    }
    yield event;
  }
}

function generationResult(inference: Inference, { id, context }: ApiCall): Promise<GenerationResult> {
  const result = inference.result.then(({ generation }) => {
    if (generation === null) throw clientGone();
    const { promptTokens, generatedTokens, tokensPerSecond } = generation.stats;
    context.metrics.countGeneration(generation.stats);
    context.activity.change(id, { promptTokens, generatedTokens, tokensPerSecond });
    return generation;
  });
  // Who awaits it receives the failure.
  result.catch(() => undefined);
  return result;
}

/** @throws AppError `media-unsupported` */
function expectTaken({ hasImages, hasAudio }: ResolvedMedia, { name, media }: ChatModelInfo): void {
  const missing = hasImages && !media.sees ? "images" : hasAudio && !media.hears ? "audio" : null;
  if (missing === null) return;
  const why =
    media.problem === null
      ? "It has no projector for them."
      : `Its projector could not be loaded: ${media.problem.message}`;
  throw new AppError("media-unsupported", `The model ${name} does not take ${missing}. ${why}`, {
    kind: missing,
    name,
  });
}

function supported(
  options: GenerateOptions,
  { canThink, hasReasoningBudget }: ChatModelInfo,
): GenerateOptions {
  const { reasoningBudgetTokens, ...rest } = options;
  return {
    ...rest,
    thinking: options.thinking && canThink,
    ...(hasReasoningBudget && reasoningBudgetTokens !== undefined && { reasoningBudgetTokens }),
  };
}

/** Nobody reads this one. */
export const clientGone = () => new ApiError("server_error", "The client has gone.", { status: 499 });
