import type { TextSegment } from "../formats/prompt-template.ts";
import type { Failure } from "../ipc/result.ts";
import type { Gpu } from "../models/hardware.ts";
import type { KvType } from "../models/kv-type.ts";
import type { Drafting } from "./drafting.ts";
import type { EngineLibrary, LibraryVariant } from "./engine-library.ts";
import type { GenerateOptions } from "./generate-options.ts";
import type { GenerationEvent, GenerationResult } from "./generation.ts";
import type { Prompt } from "./prompt-turn.ts";

/**
 * What main and the engine process say to each other, over a message port. Main asks, the engine answers;
 * every request of a run carries its `runId`. The engine process may vanish between any two messages.
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
  /**
   * Absolute path of the GGUF file of a drafter; null or absent: none. One that cannot be used is reported in
   * `LoadedModel.drafting`, and the model is loaded without it.
   */
  readonly drafterPath?: string | null;
  /** Whether text of the prompt and the reply is drafted when it repeats; absent: true. */
  readonly usesLookup?: boolean;
  /** A Jinja template used instead of the file's own; absent: the file's. */
  readonly chatTemplate?: string;
  /**
   * Models that are loaded beside it: each answers the prompts whose last message has media that only it takes.
   * Absent: none.
   */
  readonly parts?: readonly LoadedPart[];
}

export interface LoadedPart {
  /** Absolute path of the GGUF file. */
  readonly modelPath: string;
  /** Absolute path. */
  readonly projectorPath: string;
}

export interface GenerateRequest extends GenerateOptions, Prompt {
  readonly runId: string;
  /**
   * Other texts that the last message may have: nothing is generated, and only what the prompt begins with for all
   * of them is evaluated. Another chat's context makes way only where it is kept in a file.
   */
  readonly readsAhead?: readonly string[];
}

export interface LoadedModel {
  readonly modelId: string;
  readonly contextSizeTokens: number;
  readonly trainContextTokens: number;
  readonly gpu: string | null;
  readonly gpuLayers: number;
  /**
   * The physical cores the engine may use. It takes fewer where fewer are faster: for tiny models, beside
   * other work.
   */
  readonly threads: number;
  readonly flashAttention: boolean;
  readonly media: LoadedMedia;
  /** Whether tools can be declared to it, and its calls are recognised. */
  readonly callsTools: boolean;
  /** At first; later states follow in `drafting` messages. */
  readonly drafting: Drafting;
}

export interface LoadedMedia {
  readonly sees: boolean;
  readonly hears: boolean;
  /** Why the projector that was to be loaded is not; null: it is, or there was none. */
  readonly problem: Failure | null;
}

/** What this installation of the engine consists of. */
export interface EngineFacts {
  readonly libraryVersion: string;
  /** The prebuilt variant of llama.cpp that is loaded, such as `linux-x64` or `win-x64-vulkan`. */
  readonly variant: string;
  /** The GPU interfaces that this computer has drivers for: of these, the loaded variant is the best installed one. */
  readonly supportedGpus: readonly string[];
  readonly library: EngineLibrary;
  /** The native addon; null: it is loaded. */
  readonly addonProblem: string | null;
  /** Whether the kernels that were compiled on this computer are in use. */
  readonly hasOwnKernels: boolean;
  /** Resident memory of the engine process. */
  readonly residentBytes: number;
}

/**
 * By the whole process since it began: how to tell one that takes its time from one that does nothing at all.
 */
export interface WorkDone {
  readonly processorMs: number;
  /** Pages and blocks that had to come from a disk. */
  readonly diskReads: number;
}

export interface TokenizeOptions {
  /** Whether control tags in the text become control tokens. */
  readonly parsesTags: boolean;
  /** Whether the token that prompts begin with comes first, where the model has one. */
  readonly addsBos: boolean;
}

export interface TextToken {
  readonly id: number;
  readonly text: string;
}

export type EngineRequest =
  | { readonly type: "load"; readonly requestId: number; readonly load: LoadRequest }
  | { readonly type: "unload"; readonly requestId: number }
  /** Where contexts and embeddings are kept; not answered. Sent before anything is loaded, and on changes. */
  | { readonly type: "keep-contexts"; readonly place: KeptPlace }
  /** Deletes what is kept under these names, and keeps no more of it; null: of all. Not answered. */
  | { readonly type: "forget-contexts"; readonly owners: readonly string[] | null }
  /** Which GPUs there are. */
  | { readonly type: "probe"; readonly requestId: number }
  /** What the engine consists of. */
  | { readonly type: "describe"; readonly requestId: number }
  | { readonly type: "generate"; readonly requestId: number; readonly generate: GenerateRequest }
  | { readonly type: "stop"; readonly runId: string }
  /**
   * Interrupts a generation at the next token boundary; the engine answers with `paused`, or with the result
   * where it ended first. Other requests are served until `continue`, also loads of other models.
   */
  | { readonly type: "pause"; readonly runId: string }
  /** Continues a paused generation. Its model must be the loaded one. */
  | { readonly type: "continue"; readonly runId: string }
  /** Closes the reasoning of a generation at the next word boundary; the answer follows. */
  | { readonly type: "end-reasoning"; readonly runId: string }
  | {
      readonly type: "count-tokens";
      readonly requestId: number;
      readonly prompt: Prompt;
      readonly thinking: boolean;
    }
  /** Tokens of a prompt that was rendered elsewhere, in the loaded model's vocabulary. Answered at once. */
  | { readonly type: "count-segments"; readonly requestId: number; readonly segments: readonly TextSegment[] }
  /** Answered at once, as the two that follow, where a model is loaded. */
  | {
      readonly type: "tokenize";
      readonly requestId: number;
      readonly text: string;
      readonly how: TokenizeOptions;
    }
  | { readonly type: "detokenize"; readonly requestId: number; readonly tokens: readonly number[] }
  /** The text of the prompt, as the chat format writes it. */
  | {
      readonly type: "render";
      readonly requestId: number;
      readonly prompt: Prompt;
      readonly thinking: boolean;
    }
  /** Answered at once, whatever else is going on, with `here`. */
  | { readonly type: "are-you-there" }
  | { readonly type: "dispose"; readonly requestId: number };

/** Where the engine keeps contexts and embeddings on disk. */
export interface KeptPlace {
  /** Absolute path of a folder that exists. */
  readonly folder: string;
  /** For all files together; 0: nothing is kept. */
  readonly budgetBytes: number;
}

/** The value of an answer. */
export type EngineValue =
  LoadedModel | GenerationResult | Gpu | EngineFacts | number | string | readonly TextToken[] | null;

export type EngineMessage =
  /** The process is up and has its message port; nothing is loaded. */
  | { readonly type: "started" }
  /** This variant of the library is loaded next, which may end the process. */
  | { readonly type: "opening-library"; readonly variant: LibraryVariant }
  /** A library is loaded, or none can be. */
  | { readonly type: "library-opened" }
  | { readonly type: "here"; readonly work: WorkDone }
  | { readonly type: "load-progress"; readonly modelId: string; readonly progress: number }
  | { readonly type: "event"; readonly runId: string; readonly event: GenerationEvent }
  | { readonly type: "paused"; readonly runId: string }
  /** How the loaded model drafts has changed. At most one a second. */
  | { readonly type: "drafting"; readonly drafting: Drafting }
  | {
      readonly type: "done";
      readonly requestId: number;
      readonly value: EngineValue;
    }
  | { readonly type: "failed"; readonly requestId: number; readonly error: Failure };
