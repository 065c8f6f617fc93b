import { bytesOf, type LayerFacts, type PlanFacts } from "./plan-facts.ts";

/**
 * How fast a reply is written while it is short. Each token reads all active weights once, and memory is what is waited for,
 * however they are stored; besides, threads wait for each other many times in each layer. What was measured: docs/memory.md.
 * Null where the bandwidth is not known, or nothing is read from the computer's own memory.
 */
export function estimatedTokensPerSecond(
  facts: PlanFacts,
  bandwidthBytesPerSecond: number | null,
  gpuLayers: number,
): number | null {
  const layers = layersOnCpu(facts, gpuLayers);
  const bytes = layers.reduce(
    (sum, layer) => sum + layer.activeBytes,
    gpuLayers > 0 ? 0 : bytesOf(facts.output),
  );
  if (bandwidthBytesPerSecond === null || bytes === 0) {
    return null;
  }
  const waitingMs = layers.reduce((sum, layer) => sum + (isMixture(layer) ? mixtureLayerMs : layerMs), 0);
  return 1 / (bytes / bandwidthBytesPerSecond + waitingMs / 1_000);
}

function layersOnCpu({ layers }: PlanFacts, gpuLayers: number): readonly LayerFacts[] {
  return gpuLayers > 0 ? layers.slice(0, Math.max(0, layers.length - (gpuLayers - 1))) : layers;
}

/** Its experts are many small matrices. */
const isMixture = ({ activeBytes, weights }: LayerFacts) => activeBytes < bytesOf(weights);

const layerMs = 0.2;
const mixtureLayerMs = 1.3;

/** English words; about three quarters of a word to a token. */
export const wordsPerToken = 0.75;
