import { describe, expect, it } from "vitest";
import { estimatedFacts } from "./estimated-facts.ts";
import { fittingAlternatives } from "./fitting-alternatives.ts";
import { gemma4Sizes } from "./gemma4-sizes.ts";
import type { Gpu, Hardware } from "./hardware.ts";
import { fitsNow, type LoadWish } from "./verdict.ts";

const facts = estimatedFacts(gemma4Sizes["31B"], 17.3e9, "Q4_0");
const wish: LoadWish = {
  contextTokens: 65_536,
  kvType: "f16",
  gpuLayers: null,
  projector: null,
  drafterBytes: null,
};

function computer(freeGb: number, gpu: Gpu | null = null): Hardware {
  return {
    memory: { totalBytes: 64e9, freeBytes: freeGb * 1e9 },
    processor: null,
    cores: 8,
    architecture: "x64",
    gpu,
    diskFreeBytes: null,
    bandwidthBytesPerSecond: null,
    operationsPerSecond: null,
  };
}

describe("fittingAlternatives", () => {
  it("offers a q8_0 cache before a shorter context", () => {
    expect(fitsNow(facts, wish, computer(24.5))).toBe(false);
    expect(fittingAlternatives(facts, wish, computer(24.5))).toEqual([
      { type: "small-cache" },
      { type: "shorter-context", contextTokens: 32_768 },
    ]);
  });

  it("offers both together where neither is enough", () => {
    expect(fittingAlternatives(facts, { ...wish, contextTokens: 8_192 }, computer(20.1))).toEqual([
      { type: "small-cache-and-context", contextTokens: 4_096 },
    ]);
  });

  it("offers nothing where the weights alone are too large", () => {
    expect(fittingAlternatives(facts, wish, computer(12))).toEqual([]);
  });

  it("offers fewer GPU layers where the user chose too many", () => {
    const gpu: Gpu = { names: ["Card"], api: "cuda", memoryBytes: 8e9, freeBytes: 8e9, isUnified: false };
    const given = fittingAlternatives(
      facts,
      { ...wish, contextTokens: 4_096, gpuLayers: 61 },
      computer(60, gpu),
    );
    const layers = given.find((one) => one.type === "fewer-gpu-layers")?.gpuLayers ?? 0;
    expect(layers).toBeGreaterThan(5);
    expect(layers).toBeLessThan(30);
  });

  it("offers only what fits", () => {
    for (let freeGb = 10; freeGb < 60; freeGb += 1) {
      for (const one of fittingAlternatives(facts, wish, computer(freeGb))) {
        const change: Partial<LoadWish> = {
          ...(one.type !== "shorter-context" && { kvType: "q8_0" }),
          ...("contextTokens" in one && { contextTokens: one.contextTokens }),
        };
        expect(fitsNow(facts, { ...wish, ...change }, computer(freeGb))).toBe(true);
      }
    }
  });
});
