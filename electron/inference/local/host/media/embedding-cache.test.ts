import { describe, expect, it } from "vitest";
import { EmbeddingCache } from "./embedding-cache.ts";

const embedding = (numbers: number) =>
  ({ kind: "image", tokens: 1, rows: new Float32Array(numbers) }) as const;

describe("the cache of embeddings", () => {
  it("gives back what was put in", () => {
    const cache = new EmbeddingCache(1000);
    const made = embedding(10);
    cache.set(-1, made);
    expect(cache.get(-1)).toBe(made);
    expect(cache.get(-2)).toBeNull();
  });

  it("lets the least recently used ones leave when there is no room", () => {
    const cache = new EmbeddingCache(100);
    cache.set(-1, embedding(10));
    cache.set(-2, embedding(10));
    cache.get(-1);
    cache.set(-3, embedding(10));
    expect([-1, -2, -3].map((cell) => cache.get(cell) !== null)).toEqual([true, false, true]);
    expect(cache.bytes).toBe(80);
  });

  it("does not keep what is larger than all of it, and loses nothing for it", () => {
    const cache = new EmbeddingCache(100);
    cache.set(-1, embedding(10));
    cache.set(-2, embedding(26));
    expect(cache.get(-2)).toBeNull();
    expect(cache.get(-1)).not.toBeNull();
  });

  it("counts one that is put in again once", () => {
    const cache = new EmbeddingCache(100);
    cache.set(-1, embedding(10));
    cache.set(-1, embedding(20));
    expect(cache.bytes).toBe(80);
  });
});
