import { clipTokens, type AudioProjectorKind } from "../../../../../shared/media/audio-tokens.ts";
import { tokenSidePx } from "../../../../../shared/media/image-budget.ts";
import type { PreparedMedia } from "../../../../../shared/media/prepared-media.ts";

/**
 * The number of tokens a medium takes, known before it is encoded.
 * @param projectorKind the projector's own name for its kind
 */
export function mediaTokenCount(medium: PreparedMedia, projectorKind: string): number {
  return medium.kind === "image"
    ? (medium.widthPx / tokenSidePx) * (medium.heightPx / tokenSidePx)
    : clipTokens(medium.sampleCount, projectorKind as AudioProjectorKind);
}
