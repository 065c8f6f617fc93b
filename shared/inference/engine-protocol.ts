import type { ReplyStats } from "../chat/message.ts";
import type { JsonSchema } from "../chat/reply-task.ts";
import type { MediumInProgress } from "../chat/run.ts";
import type { Failure } from "../ipc/result.ts";
import type { PreparedMedia } from "../media/prepared-media.ts";
import type { Gpu } from "../models/hardware.ts";
import type { KvType } from "../models/kv-type.ts";

/**
 * What main and the engine process say to each other, over a message port. Main asks, the engine answers; every request
 * of a run carries its `runId`. The engine process may vanish between any two messages.
 */
export interface LoadRequest {
  readonly modelId: string;
  /** Absolute path of the (first) GGUF file. */
  readonly modelPath: string;
  /** In tokens; null: chosen from the model and the free memory. */
  readonly contextLength: number | null;
  /** Absent: f16. */
  readonly kvType?: KvType;
  /** How many layers lie on the GPU, the output counted as one; absent: as many as fit. */
  readonly gpuLayers?: number;
  /** Absent: the physical cores the engine may use. */
  readonly threads?: number;
  /** Absolute path of the GGUF file that lets it see, or hear, or both; absent: it reads text only. */
  readonly projectorPath?: string;
}

export interface Turn {
  readonly role: "user" | "assistant";
  /** Visible text only: thoughts are never sent back. */
  readonly text: string;
  /** What the model sees and hears before it reads the text, in order. */
  readonly media?: readonly TurnMedia[];
  /** Whether its exchange (what the person said with the reply to it) stays in the context whatever else leaves. */
  readonly isPinned?: boolean;
}

/** A prepared medium and the file that holds its bytes, as an absolute path. */
export type TurnMedia = PreparedMedia & { readonly path: string };

export interface Sampling {
  readonly temperature: number;
  readonly topP: number;
  readonly topK: number;
  readonly seed: number | null;
}

export interface GenerateRequest {
  readonly runId: string;
  readonly systemPrompt: string;
  /** Oldest first; the last one is the person's. */
  readonly turns: readonly Turn[];
  /**
   * Place of the first turn that was in the context at the end of the previous reply: earlier ones had left, but for
   * pinned ones, and come back only when there is much room. Absent: nothing had left.
   */
  readonly startsAt?: number;
  readonly thinking: boolean;
  readonly sampling: Sampling;
  readonly maxTokens: number | null;
  /** The answer is a JSON value of this form; absent: any text. */
  readonly jsonSchema?: JsonSchema;
}

export interface LoadedModel {
  readonly modelId: string;
  readonly contextSizeTokens: number;
  readonly trainContextTokens: number;
  readonly gpu: string | null;
  readonly gpuLayers: number;
  /** The physical cores the engine may use. It takes fewer where fewer are faster: for tiny models, beside other work. */
  readonly threads: number;
  readonly flashAttention: boolean;
  readonly media: LoadedMedia;
}

export interface LoadedMedia {
  readonly sees: boolean;
  readonly hears: boolean;
  /** Why the projector that was to be loaded is not; null: it is, or there was none. */
  readonly problem: Failure | null;
}

export type GenerationEnd =
  /** The model ended its turn after its answer. */
  | "end-of-turn"
  /** The model ended its turn inside its thought. */
  | "ended-in-thought"
  | "stopped"
  | "max-tokens"
  | "context-full";

export interface GenerationResult {
  readonly end: GenerationEnd;
  /** Place of the first turn in the context at the end: earlier ones had left it, but for pinned ones. */
  readonly startsAt?: number;
  readonly stats: ReplyStats;
}

/** How far the conversation has been evaluated. */
export interface ReadingProgress {
  /** 0 to 1. */
  readonly progress: number;
  /** What it is looking at or listening to now. */
  readonly medium?: MediumInProgress;
}

/** One frame's worth of new text. `seq` counts a run's deltas from 1. */
export interface EngineDelta {
  readonly runId: string;
  readonly seq: number;
  readonly part: "thought" | "text";
  readonly text: string;
}

/** By the whole process since it began: how to tell one that takes its time from one that does nothing at all. */
export interface WorkDone {
  readonly processorMs: number;
  /** Pages and blocks that had to come from a disk. */
  readonly diskReads: number;
}

export type EngineRequest =
  | { readonly type: "load"; readonly requestId: number; readonly load: LoadRequest }
  | { readonly type: "unload"; readonly requestId: number }
  /** Which GPUs there are. */
  | { readonly type: "probe"; readonly requestId: number }
  | { readonly type: "generate"; readonly requestId: number; readonly generate: GenerateRequest }
  | { readonly type: "stop"; readonly runId: string }
  /** Answered at once, whatever else is going on, with `here`. */
  | { readonly type: "are-you-there" }
  | { readonly type: "dispose"; readonly requestId: number };

export type EngineMessage =
  /** The process is up and has its message port; nothing is loaded. */
  | { readonly type: "started" }
  | { readonly type: "here"; readonly work: WorkDone }
  | { readonly type: "load-progress"; readonly modelId: string; readonly progress: number }
  | ({ readonly type: "reading"; readonly runId: string } & ReadingProgress)
  | { readonly type: "delta"; readonly delta: EngineDelta }
  /** The thought is over; `durationMs` counts from its first token. */
  | { readonly type: "thought-ended"; readonly runId: string; readonly durationMs: number }
  | {
      readonly type: "done";
      readonly requestId: number;
      readonly value: LoadedModel | GenerationResult | Gpu | null;
    }
  | { readonly type: "failed"; readonly requestId: number; readonly error: Failure };
