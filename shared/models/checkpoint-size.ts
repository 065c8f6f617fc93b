import type { CacheShape } from "./cache-shape.ts";
import { kvShare, type KvType } from "./kv-type.ts";

/** Of everything that is needed to go on from a context of so many tokens. */
export function savedContextBytes(shape: CacheShape, tokens: number, kvType: KvType): number {
  return tokens * shape.globalBytesPerToken * kvShare(kvType) + checkpointBytes(shape, tokens, kvType);
}

/** Of one checkpoint: what the layers with a sliding window have of the window before it. */
export function checkpointBytes(shape: CacheShape, tokens: number, kvType: KvType): number {
  const { slidingBytesPerCell, slidingWindow } = shape;
  return Math.min(tokens, slidingWindow ?? 0) * slidingBytesPerCell * kvShare(kvType);
}

/** One for each turn; earlier turns are seldom gone back to. */
export const checkpointsKept = 32;

/**
 * What checkpoints may take of the memory that is free once the model is loaded: enough for the last turns of any size
 * (one takes 6 MB for E2B and 0.8 GB for 31B), never so much that other programs have to leave.
 */
export function checkpointBudgetBytes(freeBytes: number): number {
  return Math.max(0, Math.min(freeBytes / 4, largestBudgetBytes));
}

const largestBudgetBytes = 2 * 1024 ** 3;
