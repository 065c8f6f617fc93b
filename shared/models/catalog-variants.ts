import type { CatalogFile, CatalogSize } from "./catalog.ts";
import { estimatedFacts, weightCount } from "./estimated-facts.ts";
import { gemma4Sizes } from "./gemma4-sizes.ts";
import type { PlanFacts } from "./plan-facts.ts";

/** One download option of a model size: a weights file with its projector and drafter. */
export interface CatalogVariant {
  readonly id: string;
  readonly size: CatalogSize;
  readonly repo: string;
  readonly isQat: boolean;
  readonly weights: CatalogFile;
  /** The projector for images and audio; null where none is known. */
  readonly projector: CatalogFile | null;
  /** null: none is known, none would make it faster, or the user leaves it out. */
  readonly drafter: CatalogFile | null;
  /** Nominal bits per weight: 2, 4, 5, 6, 8 or 16. */
  readonly bits: number;
}

/** All weights files of a size, fewest bits first. */
export function catalogVariants(size: CatalogSize): readonly CatalogVariant[] {
  return size.repositories
    .flatMap(({ repo, isQat, files }) => {
      const companion = (wanted: CatalogFile["role"]) =>
        files.find(({ role, path }) => role === wanted && path !== null) ?? null;
      const projector = companion("projector");
      const drafter = size.drafterHelps ? companion("drafter") : null;
      return files
        .filter(({ role }) => role === "weights")
        .map((weights) => ({
          id: `${repo}/${weights.path ?? weights.quantization}`,
          size,
          repo,
          isQat,
          weights,
          projector,
          drafter,
          bits: bitsOf(weights.quantization),
        }));
    })
    .sort((a, b) => a.bits - b.bits || Number(b.isQat) - Number(a.isQat));
}

/** The same where the user leaves the drafter out. */
export const withoutDrafter = (variant: CatalogVariant): CatalogVariant => ({ ...variant, drafter: null });

/** The memory planner's facts. Where the file size is unknown, it is estimated from the bits per weight. */
export function variantFacts({ size, weights, bits }: CatalogVariant): PlanFacts {
  const dimensions = gemma4Sizes[size.id];
  return estimatedFacts(dimensions, weights.sizeBytes ?? nominalBytes(size, bits), weights.quantization);
}

/** The disk space of a variant; `isAll` is false where the size of a companion is unknown. */
export interface VariantDisk {
  readonly bytes: number;
  readonly isAll: boolean;
}

/** null while the size of the weights is unknown. */
export function variantDisk({ weights, projector, drafter }: CatalogVariant): VariantDisk | null {
  if (weights.sizeBytes === null) {
    return null;
  }
  const companions = [projector, drafter].filter((file) => file !== null);
  return {
    bytes: companions.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), weights.sizeBytes),
    isAll: companions.every(({ sizeBytes }) => sizeBytes !== null),
  };
}

/** Assumes one 16-bit scale per 32 weights below 16 bits, as in q8_0. */
function nominalBytes({ id }: CatalogSize, bits: number): number {
  return (weightCount(gemma4Sizes[id]) * (bits < 16 ? bits + 0.5 : bits)) / 8;
}

function bitsOf(quantization: string | null): number {
  const digits = /(?:^|-)(?:I?Q|BF|F)(\d+)/.exec(quantization ?? "")?.[1];
  return digits === undefined ? 16 : Number(digits);
}
