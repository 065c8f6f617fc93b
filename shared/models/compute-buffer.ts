import { slidingCells } from "./cache-shape.ts";
import { gemma4Graph, type GraphSize } from "./compute-graph/gemma4-graph.ts";
import { graphBufferBytes } from "./compute-graph/graph-allocator.ts";
import type { GraphShape } from "./compute-graph/graph-shape.ts";
import type { KvType } from "./kv-type.ts";
import type { PlanFacts } from "./plan-facts.ts";

/**
 * The buffer in which llama.cpp computes a batch. It is reserved for the largest batch with logits for each token of it, and
 * these are nearly all of it. Of a Gemma 4 it is found by laying out the graph as llama.cpp does; of other models it is what
 * such graphs take about: logits, and some rows of the width.
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
    // The cache has them for the largest batch, whatever is computed.
    slidingCells: slidingCells(facts.cache.slidingWindow ?? 0, contextTokens, batchTokens),
    turnsCache: kvType !== "f16",
  });
}

export interface BatchSize {
  readonly contextTokens: number;
  /** As llama.cpp is given it. */
  readonly batchTokens: number;
  readonly kvType: KvType;
}

/** Asked for again and again with another number of layers on a GPU, on which it does not depend. */
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
 * The part of it that is really used on a CPU: with logits for one token. The rest is reserved and never touched, so that no
 * memory is behind it.
 * @param tokens the most that are evaluated at once
 */
export function touchedBufferBytes(facts: PlanFacts, batch: BatchSize, tokens: number): number {
  return bytesToCompute(facts, batch, {
    tokens: Math.min(tokens, batch.batchTokens, batch.contextTokens),
    outputs: 1,
  });
}

/**
 * The most that is evaluated at once on a CPU: about as fast as any more, with less memory. A constant, not measured anew each
 * time, so that the same seed gives the same reply.
 */
export const cpuBatchTokens = 384;

/** The same where an evaluation can not be stopped, nor tells how far it is (ADR 19): Stop and the progress wait for its end. */
export const unwatchedBatchTokens = 64;

/** What turning a batch into numbers takes where the layers are on a GPU and the embedding is not. */
export function inputBufferBytes(facts: PlanFacts, contextTokens: number, batchTokens: number): number {
  const tokens = Math.min(batchTokens, contextTokens);
  return tokens * (2 * facts.width * bytesOfF32 + perLayerInputBytes(facts));
}

/** Logits of the tokens that may be sampled from: one sequence, one token. */
export const outputBufferBytes = (facts: PlanFacts): number => facts.vocabularySize * bytesOfF32;

function perLayerInputBytes(facts: PlanFacts): number {
  return facts.perLayerEmbeddingBytes > 0 ? facts.width * bytesOfF32 : 0;
}

const bytesOfF32 = 4;
const workingRows = 3;
