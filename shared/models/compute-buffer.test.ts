import { describe, expect, it } from "vitest";
import { computeBufferBytes } from "./compute-buffer.ts";
import { estimatedFacts } from "./estimated-facts.ts";
import { gemma4Sizes, type Gemma4SizeName } from "./gemma4-sizes.ts";
import type { KvType } from "./kv-type.ts";
import type { PlanFacts } from "./plan-facts.ts";

const factsOf = (name: Gemma4SizeName, layers?: number): PlanFacts => {
  const facts = estimatedFacts(gemma4Sizes[name], 6e9, "Q4_0");
  return { ...facts, graph: facts.graph && { ...facts.graph, layers: facts.graph.layers.slice(0, layers) } };
};

/**
 * MiB from the log of llama.cpp in node-llama-cpp 3.21.1, with 12 layers for 12B; `npm run bench -- memory`
 * measures again.
 */
const measured: readonly (readonly [Gemma4SizeName, contextTokens: number, batch: number, KvType, number])[] =
  [
    ["E2B", 2_048, 513, "f16", 580.91],
    ["E2B", 2_048, 513, "q8_0", 582.19],
    ["E2B", 4_096, 513, "f16", 582.91],
    ["E2B", 4_096, 513, "q8_0", 522.02],
    ["E2B", 16_384, 513, "f16", 522.02],
    ["E2B", 32_768, 513, "f16", 552.35],
    ["E2B", 32_768, 513, "q8_0", 553.63],
    ["E2B", 131_072, 513, "q8_0", 649.82],
    ["E4B", 2_048, 513, "f16", 536.32],
    ["E4B", 4_096, 513, "f16", 528.3],
    ["E4B", 4_096, 513, "q8_0", 574.17],
    ["E4B", 16_384, 513, "q8_0", 541.61],
    ["E4B", 65_536, 513, "f16", 598.44],
    ["E4B", 131_072, 513, "q8_0", 653.83],
    ["12B", 2_048, 513, "f16", 539.32],
    ["12B", 4_096, 1_153, "q8_0", 1_219.07],
    ["12B", 8_192, 513, "f16", 537.82],
    ["12B", 16_384, 1_153, "q8_0", 1_229.21],
    ["12B", 32_768, 513, "f16", 535.55],
    ["12B", 65_536, 513, "f16", 593.93],
    ["12B", 131_072, 1_153, "f16", 1_440.13],
  ];

describe("computeBufferBytes", () => {
  it.each(measured)(
    "for %s with a context of %i, a batch of %i and %s is %d MiB",
    (name, contextTokens, batchTokens, kvType, mib) => {
      const facts = factsOf(name, name === "12B" ? 12 : undefined);
      const bytes = computeBufferBytes(facts, { contextTokens, batchTokens, kvType });
      expect(Math.abs(bytes / 1024 ** 2 - mib)).toBeLessThan(0.006);
    },
  );

  it("is estimated from logits and some rows for other architectures", () => {
    const facts: PlanFacts = { ...factsOf("E2B"), graph: null };
    const bytes = computeBufferBytes(facts, { contextTokens: 4_096, batchTokens: 513, kvType: "f16" });
    expect(bytes).toBe(513 * (262_144 + 3 * 1_536) * 4);
  });
});
