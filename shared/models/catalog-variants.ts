import type { CatalogFile, CatalogSize } from "./catalog.ts";
import { estimatedFacts, weightCount } from "./estimated-facts.ts";
import { gemma4Sizes } from "./gemma4-sizes.ts";
import type { PlanFacts } from "./plan-facts.ts";

/** One way to have a size: the file of weights, and what comes along. A drafter does not: nothing would use it (ADR 18). */
export interface CatalogVariant {
  readonly id: string;
  readonly size: CatalogSize;
  readonly repo: string;
  readonly isQat: boolean;
  readonly weights: CatalogFile;
  /** What it sees and hears with; null where none is known. */
  readonly projector: CatalogFile | null;
  /** As people count: 2, 4, 5, 6, 8 or 16. */
  readonly bits: number;
}

/** All files of weights of a size, those with the fewest bits first. */
export function catalogVariants(size: CatalogSize): readonly CatalogVariant[] {
  return size.repositories
    .flatMap(({ repo, isQat, files }) => {
      const projector = files.find(({ role, path }) => role === "projector" && path !== null) ?? null;
      return files
        .filter(({ role }) => role === "weights")
        .map((weights) => ({
          id: `${repo}/${weights.path ?? weights.quantization}`,
          size,
          repo,
          isQat,
          weights,
          projector,
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

/** What is known of its room on the disk; `isAll` is false where a file beside the weights has an unknown size. */
export interface VariantDisk {
  readonly bytes: number;
  readonly isAll: boolean;
}

/** Null while the size of the weights is not known. */
export function variantDisk({ weights, projector }: CatalogVariant): VariantDisk | null {
  if (weights.sizeBytes === null) {
    return null;
  }
  const beside = projector === null ? 0 : projector.sizeBytes;
  return { bytes: weights.sizeBytes + (beside ?? 0), isAll: beside !== null };
}

/** In few bits with a scale to every 32 weights, as q8_0 has. */
function nominalBytes({ id }: CatalogSize, bits: number): number {
  return (weightCount(gemma4Sizes[id]) * (bits < 16 ? bits + 0.5 : bits)) / 8;
}

function bitsOf(quantization: string | null): number {
  const digits = /(?:^|-)(?:I?Q|BF|F)(\d+)/.exec(quantization ?? "")?.[1];
  return digits === undefined ? 16 : Number(digits);
}
