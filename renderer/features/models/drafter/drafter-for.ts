import type { Catalog } from "../../../../shared/models/catalog.ts";
import { catalogVariants } from "../../../../shared/models/catalog-variants.ts";
import { downloadPath } from "../../../../shared/models/download-path.ts";
import type { Model } from "../../../../shared/models/model.ts";

export interface OfferedDrafter {
  readonly repo: string;
  readonly revision: string;
  readonly path: string;
  readonly sizeBytes: number | null;
}

/**
 * The drafter that can be downloaded for an installed model; null: none is known, or none would make it faster. Only
 * for models that were downloaded from the catalog: the file has to lie in the model's folder.
 */
export function drafterFor(
  { id, origin }: Pick<Model, "id" | "origin">,
  catalog: Catalog,
): OfferedDrafter | null {
  const variant = catalog.sizes
    .flatMap((size) => catalogVariants(size))
    .find(({ repo, weights }) => weights.path !== null && downloadPath(repo, weights.path) === id);
  const drafter = variant?.drafter ?? null;
  const path = drafter?.path ?? null;
  if (origin !== "own" || variant === undefined || drafter === null || path === null) return null;
  // A model in a folder of its own, as large ones are, would not find it.
  const isBeside = !path.includes("/") && variant.weights.path?.includes("/") === false;
  const { revision, sizeBytes } = drafter;
  return isBeside ? { repo: variant.repo, revision: revision ?? "main", path, sizeBytes } : null;
}
