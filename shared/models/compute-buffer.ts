import type { PlanFacts } from "./plan-facts.ts";

/**
 * The buffer in which llama.cpp computes a batch. It is reserved for the largest batch with logits for each token of it, and
 * these are nearly all of it; beside them lie the mask of the layers that see everything and what one layer works with.
 * How the allocator packs the rest depends on details of the graph: see docs/memory.md for how far this is off.
 */
export function computeBufferBytes(facts: PlanFacts, contextTokens: number, batchTokens: number): number {
  const tokens = Math.min(batchTokens, contextTokens);
  const logits = facts.vocabularySize * bytesOfF32;
  const working = workingRows * facts.width * bytesOfF32;
  const perLayerInputs = perLayerInputBytes(facts);
  const mask = maskBytes(facts, contextTokens);
  return tokens * (logits + working + perLayerInputs + mask);
}

/**
 * The part of it that is really used on a CPU, where batches are small: the rest is reserved and never touched, so that no
 * memory is behind it.
 */
export function touchedBufferBytes(facts: PlanFacts, contextTokens: number): number {
  return computeBufferBytes(facts, contextTokens, cpuBatchTokens);
}

/**
 * On a CPU a batch this small is evaluated as fast as a large one, and lets Stop and the progress through several times a
 * second instead of several times a minute. It is a constant, so that the same seed gives the same reply.
 */
export const cpuBatchTokens = 64;

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

/**
 * f16, one number for each token of the batch and of the context. Measured: it adds to the rest where there are per-layer
 * embeddings; elsewhere the allocator nearly always finds room for it among the logits.
 */
function maskBytes({ perLayerEmbeddingBytes }: PlanFacts, contextTokens: number): number {
  return perLayerEmbeddingBytes > 0 ? contextTokens * bytesOfF16 : 0;
}

const bytesOfF32 = 4;
const bytesOfF16 = 2;
const workingRows = 3;
