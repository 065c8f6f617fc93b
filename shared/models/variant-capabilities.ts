import type { MediaCapabilities } from "../media/media-capabilities.ts";
import type { CatalogVariant } from "./catalog-variants.ts";

/**
 * The media a variant will support once downloaded: none without a projector. Where the files have not been
 * listed yet, the size's capabilities apply.
 */
export function variantCapabilities({ size, weights, projector }: CatalogVariant): MediaCapabilities {
  const comesBlind = projector === null && weights.path !== null;
  return {
    sees: !comesBlind && size.takes.includes("image"),
    hears: !comesBlind && size.takes.includes("audio"),
  };
}
