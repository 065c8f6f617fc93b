import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cacheBytes } from "./cache-shape.ts";
import { chooseContextTokens } from "./choose-context.ts";
import { estimatedFacts } from "./estimated-facts.ts";
import { gemma4Sizes, type Gemma4SizeName } from "./gemma4-sizes.ts";
import { batchTokensFor, ubatchTokens } from "./memory-plan.ts";
import type { PlanFacts } from "./plan-facts.ts";

const GB = 1e9;
const fileGb: Record<Gemma4SizeName, number> = {
  E2B: 2.6,
  E4B: 4.2,
  "12B": 6.7,
  "26B-A4B": 14.2,
  "31B": 17.3,
};
const factsOf = (name: Gemma4SizeName) => estimatedFacts(gemma4Sizes[name], fileGb[name] * GB, "Q4_0");
const trainedFor = (facts: PlanFacts, trainContextTokens: number) => ({
  ...facts,
  cache: { ...facts.cache, trainContextTokens },
});

const choose = (facts: PlanFacts, requested: number | null, freeGb: number) =>
  chooseContextTokens(
    facts,
    requested,
    {
      kvType: "f16",
      gpuLayers: 0,
      batchTokens: batchTokensFor(facts, null),
      repackedTypes: ["Q4_K"],
      projectorBytes: null,
      drafterBytes: null,
    },
    freeGb * GB,
  );

describe("chooseContextTokens", () => {
  it("is 32,768 by default where memory allows and at most the trained length", () => {
    const e2b = factsOf("E2B");
    expect(choose(e2b, null, 16)).toBe(32_768);
    expect(choose(trainedFor(e2b, 8192), null, 16)).toBe(8192);
    expect(choose(trainedFor(e2b, 1000), null, 16)).toBe(1000);
  });

  it("is reduced to as little as 4,096 when memory is short", () => {
    const b31 = factsOf("31B");
    const between = choose(b31, null, 24);
    expect(between).toBeGreaterThan(4_096);
    expect(between).toBeLessThan(32_768);
    expect(choose(b31, null, 18)).toBe(4_096);
    expect(choose(b31, null, 4)).toBe(4_096);
  });

  it("honours an explicit choice up to the trained length, whatever the memory", () => {
    const e2b = factsOf("E2B");
    expect(choose(e2b, 100_000, 1)).toBe(100_000);
    expect(choose(e2b, 1_000_000, 64)).toBe(131_072);
    expect(choose(e2b, 1, 64)).toBe(256);
    expect(choose(trainedFor(e2b, 128), 1, 64)).toBe(128);
  });

  it("keeps the cache within half of the memory the rest leaves free, except at the minimum", () => {
    const anySize = fc.constantFrom<Gemma4SizeName>("E2B", "E4B", "12B", "26B-A4B", "31B");
    fc.assert(
      fc.property(anySize, fc.nat({ max: 96 }), (name, freeGb) => {
        const facts = factsOf(name);
        const contextTokens = choose(facts, null, freeGb);
        const batchTokens = ubatchTokens(facts, batchTokensFor(facts, null));
        const bytes = cacheBytes(facts.cache, { contextTokens, batchTokens, kvType: "f16" });
        const left = (freeGb - fileGb[name]) * GB;
        expect(contextTokens === 4_096 || bytes.globalBytes + bytes.slidingBytes <= left / 2).toBe(true);
      }),
    );
  });
});
