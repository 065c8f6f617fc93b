import type { JsonObject, PartId } from "../chat/message-part.ts";
import type { PartEnd } from "../chat/part-event.ts";
import type { ReplyStats } from "../chat/message.ts";
import type { MeasuredMedium } from "../models/model-speeds.ts";

/** What a model reports while it generates. */
export type GenerationEvent =
  | GeneratedPartEvent
  | ToolCallEvent
  /** Prompt tokens have been evaluated. */
  | ({ readonly type: "prefill" } & PrefillProgress)
  /**
   * A request with a higher priority has the engine; the generation continues afterwards. Local models only.
   */
  | { readonly type: "paused" };

/** At most one part is open at a time. Deltas are gathered to about one a frame. */
export type GeneratedPartEvent =
  | { readonly type: "part-started"; readonly partId: PartId; readonly partType: GeneratedPartType }
  | { readonly type: "part-delta"; readonly partId: PartId; readonly text: string }
  | ({ readonly type: "part-ended"; readonly partId: PartId } & PartEnd);

/** A call is a part too; only its name and the whole of it are reported. */
export type ToolCallEvent =
  /** The model began to write a call; `tool-call` ends the part, or `part-ended` where it was cut off. */
  | { readonly type: "tool-call-started"; readonly partId: PartId; readonly name: string }
  /** The whole call. Models run no tools: the caller does. */
  | {
      readonly type: "tool-call";
      readonly partId: PartId;
      readonly name: string;
      readonly arguments: JsonObject;
    };

export type GeneratedPartType = "text" | "reasoning";

export interface PrefillProgress {
  /** 0 to 1. */
  readonly progress: number;
  /** The image or clip that is being encoded or evaluated. */
  readonly medium?: MediumInProgress;
}

export interface MediumInProgress {
  readonly kind: "image" | "audio";
  /** Counted from 1. */
  readonly place: number;
  readonly of: number;
}

export type GenerationEnd =
  /** The model ended its turn after its answer. */
  | "end-of-turn"
  /** The model ended its turn while reasoning. */
  | "ended-in-reasoning"
  /** The model wrote calls and waits for their results. */
  | "tool-calls"
  /** The caller's signal was aborted. */
  | "stopped"
  /** One of the caller's stop strings was generated; it is not part of the text. */
  | "stop-string"
  | "max-tokens"
  | "context-full";

export interface GenerationResult {
  readonly end: GenerationEnd;
  /**
   * Index of the first turn that was in the context at the end: earlier ones had left it, except pinned ones.
   */
  readonly startsAt?: number;
  readonly stats: ReplyStats;
  /** The images and clips that were encoded and evaluated for it. Local models only. */
  readonly media?: readonly MeasuredMedium[];
  /** One per generated answer token, where `GenerateOptions.logprobs` asked for them. */
  readonly logprobs?: readonly TokenLogprobs[];
}

/**
 * Natural logarithms of probabilities, from the model's raw logits: before temperature, filters and
 * penalties.
 */
export interface TokenLogprobs {
  readonly token: string;
  readonly logprob: number;
  /** The most likely tokens at this position, most likely first. */
  readonly top: readonly { readonly token: string; readonly logprob: number }[];
}
