import type { ModelId } from "./model.ts";

/** What replies of one model took on this computer; null: none has shown it yet. */
export interface ModelSpeeds {
  /** Of prompts without media. */
  readonly msPerPromptToken: number | null;
  /** From pixels to the evaluated context, by the image's tokens. */
  readonly images: readonly MeasuredImage[];
  /** From samples to the evaluated context, per token of 40 ms. */
  readonly msPerAudioToken: number | null;
}

export interface MeasuredImage {
  readonly tokens: number;
  readonly ms: number;
}

export type SpeedsByModel = Readonly<Record<ModelId, ModelSpeeds>>;

/** An image or a clip that was encoded and evaluated. */
export interface MeasuredMedium {
  readonly kind: "image" | "audio";
  readonly tokens: number;
  readonly ms: number;
}
