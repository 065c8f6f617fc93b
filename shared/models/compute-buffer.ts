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
  const mask = maskBytes(facts, contextTokens, logits);
  return tokens * (logits + working + perLayerInputs + mask);
}

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

/** f16, one number for each token of the batch and of the context; once it is larger than the logits, these take its place. */
function maskBytes({ cache }: PlanFacts, contextTokens: number, logitBytes: number): number {
  const bytes = contextTokens * bytesOfF16;
  return cache.slidingWindow !== null && bytes * 2 > logitBytes ? 0 : bytes;
}

const bytesOfF32 = 4;
const bytesOfF16 = 2;
const workingRows = 3;
