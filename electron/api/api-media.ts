import type { TurnMedia } from "../../shared/inference/prompt-turn.ts";
import type { ImageBudget } from "../../shared/media/image-budget.ts";

/**
 * Decodes the images and recordings of requests. What it returns names files that exist until `release`.
 * @throws AppError `media-unreadable`, `media-too-large`, which name what is wrong
 */
export interface ApiMedia {
  /** @param budget tokens that the image may take; null: chosen from the image */
  image(bytes: Uint8Array, budget: ImageBudget | null, signal: AbortSignal): Promise<DecodedMedia>;
  /** Clips of at most 30 seconds each. */
  audio(bytes: Uint8Array, signal: AbortSignal): Promise<DecodedMedia>;
}

export interface DecodedMedia {
  readonly media: readonly TurnMedia[];
  release(): void;
}
