import type { CatalogFile, CatalogSize } from "./catalog.ts";
import { estimatedFacts, weightCount } from "./estimated-facts.ts";
import { gemma4Sizes } from "./gemma4-sizes.ts";
import type { PlanFacts } from "./plan-facts.ts";

/** One way to have a size: the file of weights, and what comes along. */
export interface CatalogVariant {
  readonly id: string;
  readonly size: CatalogSize;
  readonly repo: string;
  readonly isQat: boolean;
  readonly weights: CatalogFile;
  /** What it sees and hears with; null where none is known. */
  readonly projector: CatalogFile | null;
  readonly drafter: CatalogFile | null;
  /** As people count: 2, 4, 5, 6, 8 or 16. */
  readonly bits: number;
}

/** All files of weights of a size, those with the fewest bits first. */
export function catalogVariants(size: CatalogSize): readonly CatalogVariant[] {
  return size.repositories
    .flatMap(({ repo, isQat, files }) => {
      const companion = (role: CatalogFile["role"]) =>
        files.find((file) => file.role === role && file.path !== null) ?? null;
      return files
        .filter(({ role }) => role === "weights")
        .map((weights) => ({
          id: `${repo}/${weights.path ?? weights.quantization}`,
          size,
          repo,
          isQat,
          weights,
          projector: companion("projector"),
          drafter: companion("drafter"),
          bits: bitsOf(weights.quantization),
        }));
    })
    .sort((a, b) => a.bits - b.bits || Number(b.isQat) - Number(a.isQat));
}

/** What the planner needs of it. Where the file's bytes are not known, they are what so many bits to a weight make. */
export function variantFacts({ size, weights, bits }: CatalogVariant): PlanFacts {
  const dimensions = gemma4Sizes[size.id];
  return estimatedFacts(dimensions, weights.sizeBytes ?? nominalBytes(size, bits), weights.quantization);
}

/** All of it on the disk; null while that is not known of the weights. */
export function variantBytes({ weights, projector, drafter }: CatalogVariant): number | null {
  if (weights.sizeBytes === null) {
    return null;
  }
  return weights.sizeBytes + (projector?.sizeBytes ?? 0) + (drafter?.sizeBytes ?? 0);
}

/** In few bits with a scale to every 32 weights, as q8_0 has. */
function nominalBytes({ id }: CatalogSize, bits: number): number {
  return (weightCount(gemma4Sizes[id]) * (bits < 16 ? bits + 0.5 : bits)) / 8;
}

function bitsOf(quantization: string | null): number {
  const digits = /(?:^|-)(?:I?Q|BF|F)(\d+)/.exec(quantization ?? "")?.[1];
  return digits === undefined ? 16 : Number(digits);
}
