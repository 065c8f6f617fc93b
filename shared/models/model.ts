import type { Failure } from "../ipc/result.ts";
import type { ModelSkills } from "./model-skills.ts";

export type ModelId = string;

/** Id of the demo model that ships with the app. */
export const demoModelId: ModelId = "facet:demo";

/** Where the files are: Facet's models folder (`own`), another app's store, or a path the user added. */
export type ModelOrigin = "own" | "huggingface" | "lm-studio" | "ollama" | "llama.cpp" | "jan" | "added";

export type ModelFileState =
  | { readonly type: "ready" }
  /**
   * The file, or a part of a split one, is shorter than its header requires: it is still being copied, or was
   * truncated.
   */
  | { readonly type: "incomplete" }
  | { readonly type: "unreadable"; readonly error: Failure };

/** A local model, as described by its header. */
export interface Model {
  /**
   * Path of the (first) file in the models folder, with forward slashes; or `demoModelId`; or, for files
   * elsewhere, `ORIGIN:PATH` with the path in that store.
   */
  readonly id: ModelId;
  readonly name: string;
  readonly fileName: string;
  /** All parts of a split model together. */
  readonly sizeBytes: number;
  /** Such as `Q4_0`, `UD-Q4_K_XL`, `F16`; null when neither header nor file name states it. */
  readonly quantization: string | null;
  /** This app is made for `gemma4`; other architectures load if llama.cpp supports them. */
  readonly architecture: string;
  /** Trained context length in tokens; null when unknown. */
  readonly contextLength: number | null;
  readonly isDemo: boolean;
  readonly origin: ModelOrigin;
  /** Its projector for images and audio; null: text only. */
  readonly projector: ModelProjector | null;
  /** The small model that drafts its tokens; null: there is none. */
  readonly drafter: ModelCompanion | null;
  readonly skills: ModelSkills;
  readonly state: ModelFileState;
}

/** A file that belongs to the model. */
export interface ModelCompanion {
  /** Path in the models folder, with forward slashes. */
  readonly id: string;
  readonly fileName: string;
  readonly sizeBytes: number;
}

export interface ModelProjector extends ModelCompanion {
  /** `projectorType` of its header; null: it does not say. */
  readonly type: string | null;
  readonly sees: boolean;
  readonly hears: boolean;
}
