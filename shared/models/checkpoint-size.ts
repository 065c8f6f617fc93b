import type { CacheShape } from "./cache-shape.ts";
import { kvShare, type KvType } from "./kv-type.ts";

/** Size of the saved state needed to resume from a context of `tokens` tokens. */
export function savedContextBytes(shape: CacheShape, tokens: number, kvType: KvType): number {
  return tokens * shape.globalBytesPerToken * kvShare(kvType) + checkpointBytes(shape, tokens, kvType);
}

/** Size of one checkpoint: the sliding-window layers' cells of the window before it. */
export function checkpointBytes(shape: CacheShape, tokens: number, kvType: KvType): number {
  const { slidingBytesPerCell, slidingWindow } = shape;
  return Math.min(tokens, slidingWindow ?? 0) * slidingBytesPerCell * kvShare(kvType);
}

/** One per turn; resuming from earlier turns is rare. */
export const checkpointsKept = 32;

/**
 * Memory budget for checkpoints, given the free memory after loading: enough for the last turns of any size
 * (one checkpoint takes 6 MB for E2B and 0.8 GB for 31B), but not so much that other programs are swapped
 * out.
 */
export function checkpointBudgetBytes(freeBytes: number): number {
  return Math.max(0, Math.min(freeBytes / 4, largestBudgetBytes));
}

const largestBudgetBytes = 2 * 1024 ** 3;
