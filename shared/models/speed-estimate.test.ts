import { describe, expect, it } from "vitest";
import { estimatedFacts, weightCount } from "./estimated-facts.ts";
import { gemma4Sizes, type Gemma4SizeName } from "./gemma4-sizes.ts";
import { estimatedTokensPerSecond, weightBytesPerSecond } from "./speed-estimate.ts";

/** Facts for the given bits per weight. */
const factsOf = (name: Gemma4SizeName, bits: number, quantization: string) =>
  estimatedFacts(gemma4Sizes[name], 16_000_000 + (weightCount(gemma4Sizes[name]) * bits) / 8, quantization);

/** Two idle cores with more memory bandwidth than they use; `npm run bench -- speed` measures again. */
const twoCores = { bandwidthBytesPerSecond: 40e9, cores: 2, gpu: null };

describe("estimatedTokensPerSecond", () => {
  it.each([
    ["E2B", 4.5, "Q4_0", 23.8],
    ["E2B", 8.5, "Q8_0", 14.9],
    ["E2B", 16, "F16", 8],
    ["E4B", 4.5, "Q4_0", 13.2],
    ["12B", 4.5, "Q4_0", 5.2],
  ] as const)(
    "for %s at %d bits (%s) is within 15%% of the measured %d",
    (name, bits, quantization, measured) => {
      const facts = factsOf(name, bits, quantization);
      const estimated = estimatedTokensPerSecond(facts, weightBytesPerSecond(twoCores), 0) ?? 0;
      expect(Math.abs(estimated / measured - 1)).toBeLessThan(0.15);
    },
  );

  it("is limited by bandwidth where cores could process more, and by bandwidth alone with unified memory", () => {
    expect(weightBytesPerSecond({ ...twoCores, bandwidthBytesPerSecond: 20e9 })).toBe(20e9);
    const gpu = { names: [], api: "metal", memoryBytes: 1, freeBytes: 1, isUnified: true } as const;
    expect(weightBytesPerSecond({ ...twoCores, bandwidthBytesPerSecond: 200e9, gpu })).toBe(200e9);
  });

  it("makes a mixture of experts slower than its active bytes alone", () => {
    const facts = factsOf("26B-A4B", 4.5, "Q4_0");
    const active = facts.layers.reduce((sum, { activeBytes }) => sum + activeBytes, 0);
    expect(estimatedTokensPerSecond(facts, 34e9, 0)).toBeLessThan((0.7 * 34e9) / active);
  });

  it("is null without a measurement and with all layers on a discrete GPU", () => {
    const facts = factsOf("E2B", 4.5, "Q4_0");
    expect(estimatedTokensPerSecond(facts, null, 0)).toBeNull();
    expect(estimatedTokensPerSecond(facts, 34e9, 36)).toBeNull();
  });
});
