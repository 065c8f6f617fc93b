import type { CatalogVariant } from "./catalog-variants.ts";

/** What can be seen or heard. */
export interface Senses {
  readonly sees: boolean;
  readonly hears: boolean;
}

export type Sense = keyof Senses;

/**
 * What a model will see and hear when its files are downloaded: nothing without the projector. Where the files have yet to be
 * looked up, that will be too, and the size tells.
 */
export function sensesOfVariant({ size, weights, projector }: CatalogVariant): Senses {
  const comesBlind = projector === null && weights.path !== null;
  return {
    sees: !comesBlind && size.takes.includes("image"),
    hears: !comesBlind && size.takes.includes("audio"),
  };
}
