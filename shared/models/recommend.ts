import type { Catalog, CatalogSize } from "./catalog.ts";
import { catalogVariants, variantFacts, type CatalogVariant } from "./catalog-variants.ts";
import type { Hardware } from "./hardware.ts";
import { comfortableBudget } from "./memory-budget.ts";
import { projectorOfSize } from "./memory-plan.ts";
import { readingTokensPerSecond } from "./speed-estimate.ts";
import { variantCapabilities } from "./variant-capabilities.ts";
import type { MediaCapability } from "../media/media-capabilities.ts";
import { verdictFor, type Verdict } from "./verdict.ts";

/** The default load for verdicts: a medium-long chat, with images where the model supports them. */
export function defaultWish({ projector, drafter }: CatalogVariant) {
  return {
    contextTokens: defaultWishTokens,
    kvType: "f16",
    gpuLayers: null,
    projector: projectorOfSize(projector?.sizeBytes ?? null),
    drafterBytes: drafter?.sizeBytes ?? null,
  } as const;
}

const defaultWishTokens = 8_192;

export interface Recommendation {
  readonly variant: CatalogVariant;
  readonly verdict: Verdict;
  /**
   * `best`: the largest size that runs well here. `roomy`: the same, with enough memory for 8 bits.
   * `closest`: none runs well, and of those that fit, this one runs best. `smallest`: none fits.
   */
  readonly reason: "best" | "roomy" | "closest" | "smallest";
}

const roomyShare = 0.75;

/**
 * The recommended first model: the largest size whose 4-bit QAT file runs well, else the one that runs best. E2B and E4B are recommended in 8 bits where these fit with room to spare, as in the publisher's
 * guide.
 *
 * @param sought a capability the model must have
 */
export function recommend(
  catalog: Catalog,
  hardware: Hardware,
  sought: MediaCapability | null = null,
): Recommendation | null {
  const bySize = catalog.sizes.filter((size) => sought === null || hasCapability(size, sought)).toReversed();
  for (const size of bySize) {
    const judged = judge(variantToOffer(size, hardware), hardware);
    if (judged?.verdict.word === "well") {
      return { ...judged, reason: judged.variant.bits === 8 ? "roomy" : "best" };
    }
  }
  const compact = bySize.flatMap((size) => judge(compactOf(size), hardware) ?? []);
  const fitting = compact.filter(({ verdict }) => verdict.word !== "too-big");
  const [closest] = fitting.toSorted((a, b) => rank(b.verdict) - rank(a.verdict));
  if (closest !== undefined) return { ...closest, reason: "closest" };
  const smallest = compact.at(-1);
  return smallest === undefined ? null : { ...smallest, reason: "smallest" };
}

/** Orders what runs slowly: what leaves memory for other programs first, then by speed. */
function rank({ reason, tokensPerSecond }: Verdict): number {
  const speed = Math.min(tokensPerSecond ?? 0, readingTokensPerSecond);
  return reason === "tight" ? speed : speed + 1_000;
}

/** The variant to offer for a size, whether or not the size suits the computer. */
export function variantToOffer(size: CatalogSize, hardware: Hardware): CatalogVariant | null {
  const roomy = isSmall(size) ? judge(eightBit(size), hardware) : null;
  const isOffered = roomy !== null && roomy.verdict.word === "well" && isRoomy(roomy.verdict, hardware);
  return isOffered ? roomy.variant : compactOf(size);
}

/** The default variant of a size: 4 bits, QAT where available. */
function compactOf(size: CatalogSize): CatalogVariant | null {
  const fourBits = catalogVariants(size).filter(({ bits }) => bits === 4);
  return fourBits.find(({ isQat }) => isQat) ?? fourBits[0] ?? null;
}

function hasCapability(size: CatalogSize, capability: MediaCapability): boolean {
  const compact = compactOf(size);
  return compact !== null && variantCapabilities(compact)[capability];
}

const isSmall = ({ id }: CatalogSize) => id === "E2B" || id === "E4B";
const eightBit = (size: CatalogSize) => catalogVariants(size).find(({ bits }) => bits === 8) ?? null;

function judge(variant: CatalogVariant | null, hardware: Hardware) {
  return variant === null
    ? null
    : { variant, verdict: verdictFor(variantFacts(variant), defaultWish(variant), hardware) };
}

function isRoomy({ neededBytes }: Verdict, hardware: Hardware): boolean {
  const { ramBytes, vramBytes } = comfortableBudget(hardware);
  return neededBytes <= roomyShare * (vramBytes > 0 ? Math.max(ramBytes, vramBytes) : ramBytes);
}
