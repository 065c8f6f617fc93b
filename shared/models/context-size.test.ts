import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cacheBytes, cacheShape, chooseContextTokens, type HeaderFacts } from "./context-size.ts";

const GiB = 2 ** 30;
const ubatchTokens = 512;

/** The header of a Gemma 4; the last of every `every` layers is global. */
function gemma4(size: {
  layers: number;
  shared: number;
  every: number;
  kvSliding: number;
  kvGlobal: number;
  window: number;
  context: number;
}): HeaderFacts {
  const slides = Array.from({ length: size.layers }, (_, layer) => (layer + 1) % size.every !== 0);
  return {
    contextLength: size.context,
    blockCount: size.layers,
    headCount: 8,
    embeddingLength: 2048,
    headCountKv: slides.map((isSliding) => (isSliding ? size.kvSliding : size.kvGlobal)),
    keyLength: 512,
    valueLength: 512,
    keyLengthSwa: 256,
    valueLengthSwa: 256,
    slidingWindow: size.window,
    slidingWindowPattern: slides,
    sharedKvLayers: size.shared,
  };
}

const e2b = gemma4({
  layers: 35,
  shared: 20,
  every: 5,
  kvSliding: 1,
  kvGlobal: 1,
  window: 512,
  context: 131_072,
});
const e4b = gemma4({
  layers: 42,
  shared: 18,
  every: 6,
  kvSliding: 2,
  kvGlobal: 2,
  window: 512,
  context: 131_072,
});
const b12 = gemma4({
  layers: 48,
  shared: 0,
  every: 6,
  kvSliding: 8,
  kvGlobal: 1,
  window: 1024,
  context: 262_144,
});
const b26 = gemma4({
  layers: 30,
  shared: 0,
  every: 6,
  kvSliding: 8,
  kvGlobal: 2,
  window: 1024,
  context: 262_144,
});
const b31 = gemma4({
  layers: 60,
  shared: 0,
  every: 6,
  kvSliding: 16,
  kvGlobal: 4,
  window: 1024,
  context: 262_144,
});

const choose = (header: HeaderFacts, requested: number | null, freeGiB: number, weightsGiB = 0) =>
  chooseContextTokens({
    shape: cacheShape(header),
    requested,
    ubatchTokens,
    freeBytes: freeGiB * GiB,
    weightBytes: weightsGiB * GiB,
  });

describe("the shape of the cache", () => {
  it.each([
    ["E2B", e2b, 6_144, 12_288],
    ["E4B", e4b, 16_384, 40_960],
    ["12B", b12, 16_384, 327_680],
    ["26B-A4B", b26, 20_480, 204_800],
    ["31B", b31, 81_920, 819_200],
  ])("of %s is the published one", (_, header, globalBytesPerToken, slidingBytesPerCell) => {
    expect(cacheShape(header)).toMatchObject({ globalBytesPerToken, slidingBytesPerCell });
  });

  it("of a model without a window holds every token in every layer", () => {
    const plain = cacheShape({
      ...e2b,
      headCountKv: 2,
      keyLength: null,
      valueLength: null,
      slidingWindow: null,
      sharedKvLayers: 0,
    });
    expect(plain).toEqual({
      trainContextTokens: 131_072,
      globalBytesPerToken: 35 * 2 * (256 + 256) * 2,
      slidingBytesPerCell: 0,
      slidingWindow: null,
    });
  });

  it("makes a cache that grows with the context, but only to the window where layers slide", () => {
    const shape = cacheShape(e2b);
    expect(cacheBytes(shape, 1024, ubatchTokens)).toBe(1024 * (6_144 + 12_288));
    expect(cacheBytes(shape, 8192, ubatchTokens)).toBe(8192 * 6_144 + 1024 * 12_288);
    expect(cacheBytes(shape, 8192, ubatchTokens + 1)).toBe(8192 * 6_144 + 1280 * 12_288);
  });
});

describe("the context size", () => {
  it("is 32,768 by default where memory allows, and never more than the model was trained for", () => {
    expect(choose(e2b, null, 16, 3)).toBe(32_768);
    expect(choose({ ...e2b, contextLength: 8192 }, null, 16, 3)).toBe(8192);
    expect(choose({ ...e2b, contextLength: 1000 }, null, 16, 3)).toBe(1000);
  });

  it("gives way to the weights when memory is short, down to 4,096", () => {
    expect(choose(b31, null, 24, 18)).toBe(23_808);
    expect(choose(b31, null, 18, 18)).toBe(4_096);
    expect(choose(b31, null, 4, 18)).toBe(4_096);
  });

  it("honours a choice up to what the model was trained for, whatever the memory", () => {
    expect(choose(e2b, 100_000, 1)).toBe(100_000);
    expect(choose(e2b, 1_000_000, 64)).toBe(131_072);
    expect(choose(e2b, 1, 64)).toBe(256);
    expect(choose({ ...e2b, contextLength: 128 }, 1, 64)).toBe(128);
  });

  it("never takes more than half of what the weights leave, unless it is the smallest", () => {
    const anyModel = fc.constantFrom(e2b, e4b, b12, b26, b31);
    fc.assert(
      fc.property(anyModel, fc.nat({ max: 96 }), fc.nat({ max: 64 }), (header, freeGiB, weightsGiB) => {
        const tokens = choose(header, null, freeGiB, weightsGiB);
        const bytes = cacheBytes(cacheShape(header), tokens, ubatchTokens);
        expect(tokens === 4_096 || bytes <= ((freeGiB - weightsGiB) * GiB) / 2).toBe(true);
      }),
    );
  });
});
