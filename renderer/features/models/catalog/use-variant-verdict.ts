import { useMemo } from "react";
import { variantFacts, type CatalogVariant } from "../../../../shared/models/catalog-variants.ts";
import type { Hardware } from "../../../../shared/models/hardware.ts";
import { defaultWish } from "../../../../shared/models/recommend.ts";
import { verdictFor, type Verdict } from "../../../../shared/models/verdict.ts";
import { usePlanning } from "../planning/planning-store.ts";

/** How well a variant would run with the context length that the page assumes. */
export function useVariantVerdict(variant: CatalogVariant | null, hardware: Hardware): Verdict | null {
  const contextTokens = usePlanning((state) => state.contextTokens);
  return useMemo(
    () => variant && verdictFor(variantFacts(variant), { ...defaultWish(variant), contextTokens }, hardware),
    [variant, contextTokens, hardware],
  );
}
