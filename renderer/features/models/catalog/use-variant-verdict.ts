import { useMemo } from "react";
import { variantFacts, type CatalogVariant } from "../../../../shared/models/catalog-variants.ts";
import type { Hardware } from "../../../../shared/models/hardware.ts";
import { defaultWish } from "../../../../shared/models/recommend.ts";
import { verdictFor, type Verdict } from "../../../../shared/models/verdict.ts";
import type { ReadingTimes } from "../../../../shared/models/reading-times.ts";
import { variantCapabilities } from "../../../../shared/models/variant-capabilities.ts";
import { usePlanning } from "../planning/planning-store.ts";
import { useReadingTimes } from "../planning/use-reading-times.ts";

/** How well a variant would run with the context length that the page assumes. */
export function useVariantVerdict(variant: CatalogVariant | null, hardware: Hardware): Verdict | null {
  const contextTokens = usePlanning((state) => state.contextTokens);
  return useMemo(
    () => variant && verdictFor(variantFacts(variant), { ...defaultWish(variant), contextTokens }, hardware),
    [variant, contextTokens, hardware],
  );
}

/** How long a variant would need to take something in; null as a variant has none. */
export function useVariantTimes(variant: CatalogVariant | null, hardware: Hardware): ReadingTimes {
  const facts = useMemo(() => variant && variantFacts(variant), [variant]);
  const takes = variant === null ? { sees: false, hears: false } : variantCapabilities(variant);
  const projectorBytes = variant?.projector?.sizeBytes ?? usualProjectorBytes(variant);
  return useReadingTimes({ id: null, facts, projectorBytes, ...takes }, hardware);
}

/** Where the size of the file is not known before the list is refreshed. */
function usualProjectorBytes(variant: CatalogVariant | null): number | null {
  if (variant === null) return null;
  return variant.size.id === "12B" ? 175e6 : 1e9;
}
