import { describe, expect, it } from "vitest";
import { estimatedFacts, weightCount } from "./estimated-facts.ts";
import { gemma4Sizes, type Gemma4SizeName } from "./gemma4-sizes.ts";
import { estimatedTokensPerSecond, readingBytesPerSecond } from "./speed-estimate.ts";

/** In so many bits to a weight. */
const factsOf = (name: Gemma4SizeName, bits: number, quantization: string) =>
  estimatedFacts(gemma4Sizes[name], 16_000_000 + (weightCount(gemma4Sizes[name]) * bits) / 8, quantization);

/** Two quiet cores whose memory gives more than they take; `npm run bench -- speed` measures it again. */
const twoCores = { bandwidthBytesPerSecond: 40e9, cores: 2, gpu: null };

describe("estimatedTokensPerSecond", () => {
  it.each([
    ["E2B", 4.5, "Q4_0", 23.8],
    ["E2B", 8.5, "Q8_0", 14.9],
    ["E2B", 16, "F16", 8],
    ["E4B", 4.5, "Q4_0", 13.2],
    ["12B", 4.5, "Q4_0", 5.2],
  ] as const)(
    "of %s at %d bits (%s) is about the %d that were measured",
    (name, bits, quantization, measured) => {
      const facts = factsOf(name, bits, quantization);
      const estimated = estimatedTokensPerSecond(facts, readingBytesPerSecond(twoCores), 0) ?? 0;
      expect(Math.abs(estimated / measured - 1)).toBeLessThan(0.15);
    },
  );

  it("is the memory's where cores take in more, and the graphics' own where it shares the memory", () => {
    expect(readingBytesPerSecond({ ...twoCores, bandwidthBytesPerSecond: 20e9 })).toBe(20e9);
    const gpu = { names: [], api: "metal", memoryBytes: 1, freeBytes: 1, isUnified: true } as const;
    expect(readingBytesPerSecond({ ...twoCores, bandwidthBytesPerSecond: 200e9, gpu })).toBe(200e9);
  });

  it("makes a mixture slower than its active bytes alone would", () => {
    const facts = factsOf("26B-A4B", 4.5, "Q4_0");
    const active = facts.layers.reduce((sum, { activeBytes }) => sum + activeBytes, 0);
    expect(estimatedTokensPerSecond(facts, 34e9, 0)).toBeLessThan((0.7 * 34e9) / active);
  });

  it("is not told where nothing was measured, or all lies on a graphics card", () => {
    const facts = factsOf("E2B", 4.5, "Q4_0");
    expect(estimatedTokensPerSecond(facts, null, 0)).toBeNull();
    expect(estimatedTokensPerSecond(facts, 34e9, 36)).toBeNull();
  });
});
