import type { Hardware } from "./hardware.ts";
import { bytesOf, type LayerFacts, type PlanFacts } from "./plan-facts.ts";

/**
 * Bytes of weights processed per second: the memory bandwidth, limited by the CPU's arithmetic. null where it
 * was not measured.
 */
export function weightBytesPerSecond({
  bandwidthBytesPerSecond,
  cores,
  gpu,
}: Pick<Hardware, "bandwidthBytesPerSecond" | "cores" | "gpu">): number | null {
  return bandwidthBytesPerSecond === null || gpu?.isUnified === true
    ? bandwidthBytesPerSecond
    : Math.min(bandwidthBytesPerSecond, cores * coreBytesPerSecond);
}

/** Per core; 15 to 20 GB/s with Q4_0, Q4_K, Q6_K, Q8_0 and F16 alike. */
const coreBytesPerSecond = 18e9;

/**
 * Generation speed with a short context. Each token reads all active weights once, and threads synchronise
 * many times per layer. Measurements: docs/memory.md.
 *
 * @param bytesPerSecond see `weightBytesPerSecond`
 * @returns null where `bytesPerSecond` is unknown or no weights are read from RAM
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

/** A mixture of experts consists of many small matrices. */
const isMixture = ({ activeBytes, weights }: LayerFacts) => activeBytes < bytesOf(weights);

const layerMs = 0.2;
const mixtureLayerMs = 0.7;

/** Five words per second, about reading speed: a slower answer makes one wait for it. */
export const readingTokensPerSecond = 7;

/** English: about three quarters of a word per token. */
export const wordsPerToken = 0.75;
