import type { ChatModelInfo } from "../../shared/inference/chat-model-info.ts";
import type { GenerateOptions } from "../../shared/inference/generate-options.ts";
import type { GenerationEnd, GenerationEvent, GenerationResult } from "../../shared/inference/generation.ts";
import type { Prompt } from "../../shared/inference/prompt-turn.ts";
import type { Priority } from "./scheduler.ts";

/** The model that a request wants. */
export interface WantedModel {
  readonly modelId: string;
  /** For error messages where the model is gone. */
  readonly modelName: string;
  /** In tokens; null: chosen from the model and the free memory. */
  readonly contextLength: number | null;
}

/**
 * What happens where the model would not fit into the free memory: `ask` holds the load until the user of the
 * window decides; `refuse` fails with `memory-short`, which names the alternatives. Programs use `refuse`.
 */
export type WhenMemoryShort = "ask" | "refuse";

export interface InferenceRequest {
  readonly model: WantedModel;
  readonly priority: Priority;
  readonly whenMemoryShort: WhenMemoryShort;
  /**
   * Builds the prompt when the model is ready; a request may have waited until then.
   * @throws AppError which ends the request
   */
  prepare(model: ChatModelInfo): PreparedRequest;
}

export interface PreparedRequest {
  readonly prompt: Prompt;
  readonly options: GenerateOptions;
}

/** What may be asked for soon. */
export interface ReadAheadRequest {
  readonly model: WantedModel;
  /** Builds the prompt when its turn has come. @throws AppError which ends the request */
  prepare(model: ChatModelInfo): ReadAhead;
}

export interface ReadAhead {
  readonly prompt: Prompt;
  /** That the last message may have, instead of its text in the prompt. */
  readonly otherTexts: readonly string[];
  readonly thinking: boolean;
  /** The opaque name of the chat; null: it has none yet. */
  readonly owner: string | null;
}

export type InferenceEvent =
  | GenerationEvent
  /** `ahead`: how many requests come first. */
  | { readonly type: "queued"; readonly ahead: number }
  /** Progress 0 to 1. */
  | { readonly type: "loading"; readonly progress: number }
  | { readonly type: "model-ready"; readonly model: ChatModelInfo };

export interface InferenceResult {
  readonly end: GenerationEnd;
  /** null: it was stopped before the generation began. */
  readonly generation: GenerationResult | null;
}

/** A request on its way. */
export interface Inference {
  /** In order; ends with the request, also when it fails. To be iterated once. */
  readonly events: AsyncIterable<InferenceEvent>;
  /** @throws AppError as `ModelLoader.load`, `InferenceRequest.prepare` and `Generation.result` do */
  readonly result: Promise<InferenceResult>;
  /** Closes reasoning at the next word boundary; the answer follows. */
  endReasoning(): void;
}
