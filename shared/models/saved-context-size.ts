import type { CacheShape } from "./context-size.ts";

/** Of everything that is needed to go on from a context of so many tokens. */
export function savedContextBytes(shape: CacheShape, tokens: number): number {
  const { globalBytesPerToken, slidingBytesPerCell, slidingWindow } = shape;
  return tokens * globalBytesPerToken + Math.min(tokens, slidingWindow ?? 0) * slidingBytesPerCell;
}

/**
 * What checkpoints may take of the memory that is free once the model is loaded: enough for the last turns of any size
 * (one takes 6 MB for E2B and 0.8 GB for 31B), never so much that other programs have to leave.
 */
export function checkpointBudgetBytes(freeBytes: number): number {
  return Math.max(0, Math.min(freeBytes / 4, largestBudgetBytes));
}

const largestBudgetBytes = 2 * 1024 ** 3;
