import { describe, expect, it } from "vitest";
import { EmbeddingCache } from "./embedding-cache.ts";

const embedding = (numbers: number) =>
  ({ kind: "image", tokens: 1, rows: new Float32Array(numbers) }) as const;

describe("EmbeddingCache", () => {
  it("returns a stored embedding", () => {
    const cache = new EmbeddingCache(1000);
    const made = embedding(10);
    cache.set(-1, made);
    expect(cache.get(-1)).toBe(made);
    expect(cache.get(-2)).toBeNull();
  });

  it("evicts the least recently used embeddings when it is full", () => {
    const cache = new EmbeddingCache(100);
    cache.set(-1, embedding(10));
    cache.set(-2, embedding(10));
    cache.get(-1);
    cache.set(-3, embedding(10));
    expect([-1, -2, -3].map((cell) => cache.get(cell) !== null)).toEqual([true, false, true]);
    expect(cache.bytes).toBe(80);
  });

  it("ignores an embedding larger than the cache, and keeps the others", () => {
    const cache = new EmbeddingCache(100);
    cache.set(-1, embedding(10));
    cache.set(-2, embedding(26));
    expect(cache.get(-2)).toBeNull();
    expect(cache.get(-1)).not.toBeNull();
  });

  it("counts a replaced embedding once", () => {
    const cache = new EmbeddingCache(100);
    cache.set(-1, embedding(10));
    cache.set(-1, embedding(20));
    expect(cache.bytes).toBe(80);
  });
});
