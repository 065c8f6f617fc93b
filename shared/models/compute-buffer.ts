import { slidingCells } from "./cache-shape.ts";
import { gemma4Graph, type GraphSize } from "./compute-graph/gemma4-graph.ts";
import { graphBufferBytes } from "./compute-graph/graph-allocator.ts";
import type { GraphShape } from "./compute-graph/graph-shape.ts";
import type { KvType } from "./kv-type.ts";
import type { PlanFacts } from "./plan-facts.ts";

/**
 * Size of llama.cpp's compute buffer for a batch. It is reserved for the largest batch with logits for every
 * token, which are most of it. For Gemma 4 it is computed by laying out the graph as llama.cpp does; for
 * other models it is estimated from the logits and a few rows of the embedding width.
 */
export function computeBufferBytes(facts: PlanFacts, batch: BatchSize): number {
  const tokens = Math.min(batch.batchTokens, batch.contextTokens);
  return bytesToCompute(facts, batch, { tokens, outputs: tokens });
}

function bytesToCompute(
  facts: PlanFacts,
  { contextTokens, batchTokens, kvType }: BatchSize,
  { tokens, outputs }: Pick<GraphSize, "tokens" | "outputs">,
): number {
  if (facts.graph === null) {
    return (outputs * facts.vocabularySize + tokens * workingRows * facts.width) * bytesOfF32;
  }
  return graphBytes(facts.graph, {
    tokens,
    outputs,
    globalCells: contextTokens,
    // The cache is sized for the largest batch, whatever is computed.
    slidingCells: slidingCells(facts.cache.slidingWindow ?? 0, contextTokens, batchTokens),
    rotatesCache: kvType !== "f16",
  });
}

export interface BatchSize {
  readonly contextTokens: number;
  /** The batch size passed to llama.cpp. */
  readonly batchTokens: number;
  readonly kvType: KvType;
}

/** Memoised, because the planner tries many GPU layer counts, on which the result does not depend. */
const known = new WeakMap<GraphShape, Map<string, number>>();

function graphBytes(shape: GraphShape, size: GraphSize): number {
  const sizes = known.get(shape) ?? new Map<string, number>();
  known.set(shape, sizes);
  const key = Object.values(size).join();
  const bytes = sizes.get(key) ?? graphBufferBytes(gemma4Graph(shape, size));
  sizes.set(key, bytes);
  return bytes;
}

/**
 * The part of the compute buffer that is actually used on a CPU: with logits for one token. The rest is
 * reserved but never touched, so it has no physical memory.
 *
 * @param tokens the most tokens evaluated at once
 */
export function touchedBufferBytes(facts: PlanFacts, batch: BatchSize, tokens: number): number {
  return bytesToCompute(facts, batch, {
    tokens: Math.min(tokens, batch.batchTokens, batch.contextTokens),
    outputs: 1,
  });
}

/**
 * Maximum prefill batch on a CPU: about as fast as larger batches, with less memory. A constant, because a
 * batch size measured at run time would make replies with the same seed differ.
 */
export const cpuBatchTokens = 384;

/**
 * Maximum prefill batch where an evaluation can neither be stopped nor report progress (ADR 19), so that Stop
 * and the progress display wait less.
 */
export const unwatchedBatchTokens = 64;

/** Size of the input buffer on the CPU where the layers are on a GPU and the embedding is not. */
export function inputBufferBytes(facts: PlanFacts, contextTokens: number, batchTokens: number): number {
  const tokens = Math.min(batchTokens, contextTokens);
  return tokens * (2 * facts.width * bytesOfF32 + perLayerInputBytes(facts));
}

/** Logits for one token of one sequence. */
export const outputBufferBytes = (facts: PlanFacts): number => facts.vocabularySize * bytesOfF32;

function perLayerInputBytes(facts: PlanFacts): number {
  return facts.perLayerEmbeddingBytes > 0 ? facts.width * bytesOfF32 : 0;
}

const bytesOfF32 = 4;
const workingRows = 3;
