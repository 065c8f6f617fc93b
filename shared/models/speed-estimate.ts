import type { Hardware } from "./hardware.ts";
import { bytesOf, type LayerFacts, type PlanFacts } from "./plan-facts.ts";

/**
 * How many bytes of weights a second are read: what memory delivers, but no more than processor cores can multiply with.
 * Null where it was not measured.
 */
export function readingBytesPerSecond({
  bandwidthBytesPerSecond,
  cores,
  gpu,
}: Pick<Hardware, "bandwidthBytesPerSecond" | "cores" | "gpu">): number | null {
  return bandwidthBytesPerSecond === null || gpu?.isUnified === true
    ? bandwidthBytesPerSecond
    : Math.min(bandwidthBytesPerSecond, cores * coreBytesPerSecond);
}

/** With Q4_0, Q4_K, Q6_K, Q8_0 and F16 alike: 15 to 20 GB/s. */
const coreBytesPerSecond = 18e9;

/**
 * How fast a reply is written while it is short. Each token reads all active weights once; besides, threads wait for each
 * other many times in each layer. What was measured: docs/memory.md.
 * @param bytesPerSecond see `readingBytesPerSecond`
 * @returns null where that is not known, or nothing is read from the computer's own memory
 */
export function estimatedTokensPerSecond(
  facts: PlanFacts,
  bytesPerSecond: number | null,
  gpuLayers: number,
): number | null {
  const layers = layersOnCpu(facts, gpuLayers);
  const bytes = layers.reduce(
    (sum, layer) => sum + layer.activeBytes,
    gpuLayers > 0 ? 0 : bytesOf(facts.output),
  );
  if (bytesPerSecond === null || bytes === 0) {
    return null;
  }
  const waitingMs = layers.reduce((sum, layer) => sum + (isMixture(layer) ? mixtureLayerMs : layerMs), 0);
  return 1 / (bytes / bytesPerSecond + waitingMs / 1_000);
}

function layersOnCpu({ layers }: PlanFacts, gpuLayers: number): readonly LayerFacts[] {
  return gpuLayers > 0 ? layers.slice(0, Math.max(0, layers.length - (gpuLayers - 1))) : layers;
}

/** Its experts are many small matrices. */
const isMixture = ({ activeBytes, weights }: LayerFacts) => activeBytes < bytesOf(weights);

const layerMs = 0.2;
const mixtureLayerMs = 0.7;

/** English words; about three quarters of a word to a token. */
export const wordsPerToken = 0.75;
