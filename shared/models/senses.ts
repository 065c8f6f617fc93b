import type { CatalogVariant } from "./catalog-variants.ts";

/** Whether a model supports images and audio. */
export interface Senses {
  readonly sees: boolean;
  readonly hears: boolean;
}

export type Sense = keyof Senses;

/**
 * The media a variant will support once downloaded: none without a projector. Where the files have not been
 * listed yet, the size's capabilities apply.
 */
export function sensesOfVariant({ size, weights, projector }: CatalogVariant): Senses {
  const comesBlind = projector === null && weights.path !== null;
  return {
    sees: !comesBlind && size.takes.includes("image"),
    hears: !comesBlind && size.takes.includes("audio"),
  };
}
