import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextBatch } from "./batch.ts";

const limits = { batchTokens: 4, checkpointAt: 0 };

describe("nextBatch", () => {
  it("returns all tokens, or splits too many into batches of about equal size", () => {
    expect(lengths(4, 4)).toEqual([4]);
    expect(lengths(384, 384)).toEqual([384]);
    expect(lengths(517, 384)).toEqual([272, 245]);
    expect(lengths(1000, 384)).toEqual([336, 336, 328]);
    expect(lengths(20, 10)).toEqual([10, 10]);
  });

  function lengths(tokens: number, batchTokens: number): readonly number[] {
    const prompt = Array.from({ length: tokens }, (_, i) => i);
    const found: number[] = [];
    for (let at = 0; at < tokens;) {
      const batch = nextBatch(prompt, at, { batchTokens, checkpointAt: 0 });
      const length = batch.type === "tokens" ? batch.tokens.length : 0;
      found.push(length);
      at += length;
    }
    return found;
  }

  it("ends a batch where a checkpoint is due", () => {
    const due = { ...limits, checkpointAt: 2 };
    expect(nextBatch([1, 2, 3, 4, 5], 0, due)).toEqual({ type: "tokens", tokens: [1, 2] });
    expect(nextBatch([1, 2, 3, 4, 5], 2, due)).toEqual({ type: "tokens", tokens: [3, 4, 5] });
  });

  it("ends a batch before a medium, which is one batch of any length", () => {
    const prompt = [1, 2, -1, -1, -1, -1, -1, -1, 3, -2, 4];
    expect(nextBatch(prompt, 0, limits)).toEqual({ type: "tokens", tokens: [1, 2] });
    expect(nextBatch(prompt, 2, limits)).toEqual({ type: "medium", cell: -1, length: 6 });
    expect(nextBatch(prompt, 8, limits)).toEqual({ type: "tokens", tokens: [3] });
    expect(nextBatch(prompt, 9, limits)).toEqual({ type: "medium", cell: -2, length: 1 });
  });

  it("covers the whole prompt in order", () => {
    const cells = fc.array(fc.integer({ min: -3, max: 9 }), { minLength: 1, maxLength: 40 });
    const numbers = [fc.integer({ min: 1, max: 9 }), fc.nat({ max: 40 })] as const;
    fc.assert(
      fc.property(cells, ...numbers, (prompt, batchTokens, checkpointAt) => {
        const read: number[] = [];
        while (read.length < prompt.length) {
          const batch = nextBatch(prompt, read.length, { batchTokens, checkpointAt });
          const more =
            batch.type === "tokens" ? batch.tokens : new Array<number>(batch.length).fill(batch.cell);
          expect(more.length).toBeGreaterThan(0);
          expect(batch.type === "medium" || more.length <= batchTokens).toBe(true);
          read.push(...more);
        }
        expect(read).toEqual(prompt);
      }),
    );
  });
});
