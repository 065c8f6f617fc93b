import type { KvType } from "./kv-type.ts";
import { kvShare } from "./kv-type.ts";

/** The KV cache of one layer. */
export interface LayerCache {
  /**
   * f16 bytes per token or cell, keys and values together; 0 for a layer that shares the cache of an earlier
   * one.
   */
  readonly bytesPerCell: number;
  /** Whether the layer uses sliding-window attention. */
  readonly slides: boolean;
}

/** The values of a model's header that determine the size of its KV cache. */
export interface CacheShape {
  readonly trainContextTokens: number;
  /** f16 bytes per token, summed over the layers with global attention. */
  readonly globalBytesPerToken: number;
  /** f16 bytes per cell, summed over the layers with a sliding window. */
  readonly slidingBytesPerCell: number;
  /** In tokens; null when no layer has a sliding window. */
  readonly slidingWindow: number | null;
}

export function cacheShape(
  layers: readonly LayerCache[],
  trainContextTokens: number,
  slidingWindow: number | null,
): CacheShape {
  const bytesOf = (slides: boolean) =>
    layers.reduce((sum, layer) => sum + (layer.slides === slides ? layer.bytesPerCell : 0), 0);
  const slidingBytesPerCell = bytesOf(true);
  return {
    trainContextTokens,
    globalBytesPerToken: bytesOf(false),
    slidingBytesPerCell,
    slidingWindow: slidingBytesPerCell > 0 ? slidingWindow : null,
  };
}

/**
 * Number of cells per sequence in the layers with a sliding window. Source: `llama_kv_cache_iswa` in
 * llama.cpp: the window plus one batch, at most the context, rounded up to 256.
 */
export function slidingCells(slidingWindow: number, contextTokens: number, batchTokens: number): number {
  return roundUp(Math.min(contextTokens, slidingWindow + batchTokens), 256);
}

export interface CacheBytes {
  readonly globalBytes: number;
  readonly slidingBytes: number;
}

/** Size of the KV cache of one sequence. */
export function cacheBytes(
  shape: CacheShape,
  { contextTokens, batchTokens, kvType }: { contextTokens: number; batchTokens: number; kvType: KvType },
): CacheBytes {
  const { globalBytesPerToken, slidingBytesPerCell, slidingWindow } = shape;
  const cells = slidingWindow === null ? 0 : slidingCells(slidingWindow, contextTokens, batchTokens);
  return {
    globalBytes: contextTokens * globalBytesPerToken * kvShare(kvType),
    slidingBytes: cells * slidingBytesPerCell * kvShare(kvType),
  };
}

const roundUp = (value: number, step: number) => Math.ceil(value / step) * step;
