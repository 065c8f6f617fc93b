import { cacheShape, type LayerCache } from "./cache-shape.ts";
import type { GraphShape } from "./compute-graph/graph-shape.ts";
import { gemma4VocabularySize, type Gemma4Size } from "./gemma4-sizes.ts";
import type { PlanFacts, WeightFacts } from "./plan-facts.ts";

/**
 * Estimates the facts of a Gemma 4 file of known size without its header, assuming that all weights have the
 * same number of bits. The cache size and the total of the weights are exact.
 */
export function estimatedFacts(size: Gemma4Size, fileBytes: number, quantization: string | null): PlanFacts {
  const type = mainType(quantization);
  const { width, layers, perLayerEmbedding } = size;
  const counts = Array.from({ length: layers }, (_, layer) => layerWeights(size, layer));
  const table = width * gemma4VocabularySize;
  const perLayer = perLayerEmbedding * layers * gemma4VocabularySize;
  const bytesPerWeight = Math.max(0, fileBytes - vocabularyBytes) / weightCount(size);
  const stored = (count: number): WeightFacts => ({ [type]: count * bytesPerWeight });
  const caches = counts.map(({ slides, bytesPerCell }) => ({ slides, bytesPerCell }));
  return {
    architecture: "gemma4",
    layers: counts.map(({ all, active, slides, bytesPerCell }) => ({
      slides,
      bytesPerCell,
      weights: stored(all),
      activeBytes: active * bytesPerWeight,
    })),
    cache: cacheShape(caches, size.contextLength, size.slidingWindow),
    width,
    vocabularySize: gemma4VocabularySize,
    embedding: stored(table),
    perLayerEmbeddingBytes: perLayer * bytesPerWeight,
    output: stored(table),
    isOutputTied: true,
    graph: graphOf(size),
    isExact: false,
  };
}

function graphOf(size: Gemma4Size): GraphShape {
  const { width, perLayerEmbedding, heads, experts } = size;
  return {
    width,
    vocabularySize: gemma4VocabularySize,
    perLayerEmbedding,
    capsLogits: true,
    layers: Array.from({ length: size.layers }, (_, layer) => {
      const slides = (layer + 1) % size.globalEvery !== 0;
      const sort = slides ? "sliding" : "global";
      const ownsCache = layer < size.layers - size.sharedKeyValueLayers;
      return {
        slides,
        heads,
        headSize: size.headSize[sort],
        keyValueHeads: ownsCache ? size.keyValueHeads[sort] : 0,
        hasValues: slides || perLayerEmbedding > 0,
        feedForward: size.feedForward[layer] ?? 0,
        experts,
      };
    }),
  };
}

/** Number of weights of a model. */
export function weightCount(size: Gemma4Size): number {
  const { width, layers, perLayerEmbedding } = size;
  const tables = (width + perLayerEmbedding * layers) * gemma4VocabularySize;
  return Array.from({ length: layers }).reduce<number>(
    (sum, _, layer) => sum + layerWeights(size, layer).all,
    tables,
  );
}

/** Size of the vocabulary in the file: tokens, scores and merges. */
const vocabularyBytes = 16_000_000;

function layerWeights(size: Gemma4Size, layer: number): LayerCache & { all: number; active: number } {
  const { width, heads, perLayerEmbedding, experts } = size;
  const slides = (layer + 1) % size.globalEvery !== 0;
  const sort = slides ? "sliding" : "global";
  const headSize = size.headSize[sort];
  const keyValueSize = headSize * size.keyValueHeads[sort];
  const ownsCache = layer < size.layers - size.sharedKeyValueLayers;
  // Global layers of the larger sizes use the keys as values.
  const keyValueTables = ownsCache ? (slides || perLayerEmbedding > 0 ? 2 : 1) : 0;
  const attention = 2 * headSize * heads + keyValueTables * keyValueSize;
  const dense = width * (attention + 3 * (size.feedForward[layer] ?? 0) + 2 * perLayerEmbedding);
  const expert = experts === null ? 0 : 3 * width * experts.feedForward;
  return {
    slides,
    bytesPerCell: ownsCache ? 2 * keyValueSize * bytesOfF16 : 0,
    all: dense + expert * (experts?.count ?? 0),
    active: dense + expert * (experts?.used ?? 0),
  };
}

const bytesOfF16 = 2;

/** The main weight type, as far as the quantisation name says. */
function mainType(quantization: string | null): string {
  const [, bits] = /(?:^|-)I?Q(\d)/.exec(quantization ?? "") ?? [];
  switch (bits) {
    case "8":
      return "Q8_0";
    case "4":
      return "Q4_K";
    case undefined:
      return "BF16";
    default:
      return `Q${bits}_K`;
  }
}
