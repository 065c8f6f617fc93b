import type { LoadedMedia } from "../inference/engine-protocol.ts";
import type { Failure } from "../ipc/result.ts";
import type { MemoryShortage } from "./load-check.ts";

export type ModelId = string;

/** Id of the model that ships inside the app. */
export const demoModelId: ModelId = "facet:demo";

/** Who put the files on this computer: Facet or the person into its folder, another app, or the person named them. */
export type ModelOrigin = "own" | "huggingface" | "lm-studio" | "ollama" | "llama.cpp" | "jan" | "added";

export type ModelFileState =
  | { readonly type: "ready" }
  /** The file, or a part of a split one, is shorter than its header says: it is still being copied, or was cut off. */
  | { readonly type: "incomplete" }
  | { readonly type: "unreadable"; readonly error: Failure };

/** A model file on this computer, as its own header describes it. */
export interface Model {
  /**
   * Path of the (first) file inside the models folder, with forward slashes; or `demoModelId`; or, for what lies elsewhere,
   * `ORIGIN:PATH` inside that store.
   */
  readonly id: ModelId;
  readonly name: string;
  readonly fileName: string;
  /** All parts of a split model together. */
  readonly sizeBytes: number;
  /** As people write it: `Q4_0`, `UD-Q4_K_XL`, `F16`; null when neither header nor name tells. */
  readonly quantization: string | null;
  /** `gemma4` is what this app is made for; others load if the engine can. */
  readonly architecture: string;
  /** Tokens the model was trained for; null when unknown. */
  readonly contextLength: number | null;
  readonly isDemo: boolean;
  readonly origin: ModelOrigin;
  /** What lets it see or hear; null: it reads text only. */
  readonly projector: ModelProjector | null;
  readonly state: ModelFileState;
}

export interface ModelProjector {
  /** Path inside the models folder, with forward slashes. */
  readonly id: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sees: boolean;
  readonly hears: boolean;
}

/** What the engine is doing with models. One model is loaded at a time. */
export type EngineState =
  | { readonly type: "idle" }
  /** It would not fit into what is free, and waits for the person's word. */
  | ({
      readonly type: "held";
      readonly modelId: ModelId;
      /** What the chat has chosen for itself, which the model's settings do not change; null: nothing. */
      readonly contextTokens: number | null;
    } & MemoryShortage)
  | { readonly type: "loading"; readonly modelId: ModelId; readonly progress: number }
  | {
      readonly type: "ready";
      readonly modelId: ModelId;
      readonly contextSizeTokens: number;
      readonly media: LoadedMedia;
    }
  | { readonly type: "failed"; readonly modelId: ModelId | null; readonly error: Failure };
