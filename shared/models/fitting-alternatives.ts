import type { Hardware } from "./hardware.ts";
import type { PlanFacts } from "./plan-facts.ts";
import { fitsNow, type LoadWish } from "./verdict.ts";

/** A change of settings that would make the same file fit in free memory. */
export type Alternative =
  | { readonly type: "shorter-context"; readonly contextTokens: number }
  | { readonly type: "small-cache" }
  | { readonly type: "small-cache-and-context"; readonly contextTokens: number }
  | { readonly type: "fewer-gpu-layers"; readonly gpuLayers: number };

/** The context lengths offered in the interface. */
export const contextSteps = [4_096, 8_192, 16_384, 32_768, 65_536, 131_072, 262_144] as const;

/** Alternatives that fit, the least restrictive first; empty where the weights alone are too large. */
export function fittingAlternatives(
  facts: PlanFacts,
  wanted: LoadWish,
  hardware: Hardware,
): readonly Alternative[] {
  const wish = { ...wanted, drafterBytes: null };
  const fits = (change: Partial<LoadWish>) => fitsNow(facts, { ...wish, ...change }, hardware);
  const longest = (change: Partial<LoadWish>) =>
    contextSteps.findLast(
      (contextTokens) => contextTokens < wish.contextTokens && fits({ ...change, contextTokens }),
    );
  const alternatives: Alternative[] = [];
  if (wish.kvType === "f16" && fits({ kvType: "q8_0" })) {
    alternatives.push({ type: "small-cache" });
  }
  const shorter = longest({});
  if (shorter !== undefined) {
    alternatives.push({ type: "shorter-context", contextTokens: shorter });
  }
  const both = wish.kvType === "f16" ? longest({ kvType: "q8_0" }) : undefined;
  if (both !== undefined && alternatives.length === 0) {
    alternatives.push({ type: "small-cache-and-context", contextTokens: both });
  }
  const layers = fewerLayers(facts, wish, hardware, fits);
  if (layers !== null) {
    alternatives.push({ type: "fewer-gpu-layers", gpuLayers: layers });
  }
  return alternatives;
}

function fewerLayers(
  facts: PlanFacts,
  { gpuLayers }: LoadWish,
  { gpu }: Hardware,
  fits: (change: Partial<LoadWish>) => boolean,
): number | null {
  if (gpu === null || gpuLayers === null) {
    return null;
  }
  for (let layers = Math.min(gpuLayers, facts.layers.length + 1) - 1; layers >= 0; layers--) {
    if (fits({ gpuLayers: layers })) {
      return layers;
    }
  }
  return null;
}
