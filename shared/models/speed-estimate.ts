import { bytesOf, type PlanFacts } from "./plan-facts.ts";

/** Weights that are read for each token, of the layers on the CPU or of all. */
function activeBytes(facts: PlanFacts, gpuLayers = 0): number {
  const onCpu = gpuLayers > 0 ? Math.max(0, facts.layers.length - (gpuLayers - 1)) : facts.layers.length;
  const layers = facts.layers.slice(0, onCpu).reduce((sum, layer) => sum + layer.activeBytes, 0);
  return layers + (gpuLayers > 0 ? 0 : bytesOf(facts.output));
}

/**
 * Of the bandwidth that reading alone reaches, what decoding is taken to reach: it also computes, and waits at the end of
 * each layer. A first guess from one model: docs/memory.md says what it rests on.
 */
const decodingShare = 0.85;

/**
 * How fast a reply is written while it is short: each token reads all active weights once, and memory is what is waited
 * for. Null where the bandwidth is not known, or nothing is read from the computer's own memory.
 */
export function estimatedTokensPerSecond(
  facts: PlanFacts,
  bandwidthBytesPerSecond: number | null,
  gpuLayers: number,
): number | null {
  const bytes = activeBytes(facts, gpuLayers);
  return bandwidthBytesPerSecond === null || bytes === 0
    ? null
    : (bandwidthBytesPerSecond * decodingShare) / bytes;
}

/** English words; about three quarters of a word to a token. */
export const wordsPerToken = 0.75;
