import type { CatalogVariant } from "./catalog-variants.ts";

/** Whether a model supports images and audio. */
export interface VariantCapabilities {
  readonly sees: boolean;
  readonly hears: boolean;
}

export type MediaCapability = keyof VariantCapabilities;

/**
 * The media a variant will support once downloaded: none without a projector. Where the files have not been
 * listed yet, the size's capabilities apply.
 */
export function variantCapabilities({ size, weights, projector }: CatalogVariant): VariantCapabilities {
  const comesBlind = projector === null && weights.path !== null;
  return {
    sees: !comesBlind && size.takes.includes("image"),
    hears: !comesBlind && size.takes.includes("audio"),
  };
}
