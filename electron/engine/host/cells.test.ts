import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reusablePrefix } from "./cells.ts";

const range = (length: number) => Array.from({ length }, (_, i) => i);

describe("what may stay in the context", () => {
  it("is everything when the prompt only goes on", () => {
    const state = { cells: range(500), wanted: range(510), oldestPosition: 400, slidingWindow: 64 };
    expect(reusablePrefix(state)).toBe(500);
  });

  it("is all but the last token when the same prompt comes again", () => {
    const state = { cells: range(50), wanted: range(50), oldestPosition: 0, slidingWindow: 64 };
    expect(reusablePrefix(state)).toBe(49);
  });

  it("is the common beginning where no layer slides, however far back", () => {
    const wanted = [...range(7), 1000, 1001];
    expect(reusablePrefix({ cells: range(500), wanted, oldestPosition: 0, slidingWindow: null })).toBe(7);
  });

  it("is the common beginning while nothing was forgotten", () => {
    const wanted = [...range(7), 1000, 1001];
    expect(reusablePrefix({ cells: range(100), wanted, oldestPosition: 0, slidingWindow: 64 })).toBe(7);
  });

  // Measured with a window of 64: 444 was the oldest position left of 512; cuts from 508 on gave the logits of a fresh
  // context, cuts from 450 to 500 silently others.
  it.each([
    [509, 509],
    [508, 508],
    [507, 507],
    [506, 0],
    [500, 0],
    [450, 0],
    [444, 0],
    [100, 0],
  ])("is nothing when the window before the cut is no longer whole: a cut at %i leaves %i", (cut, kept) => {
    const wanted = [...range(cut), 10_000, 10_001];
    expect(reusablePrefix({ cells: range(512), wanted, oldestPosition: 444, slidingWindow: 64 })).toBe(kept);
  });

  it("is nothing of an empty context", () => {
    expect(reusablePrefix({ cells: [], wanted: range(5), oldestPosition: -1, slidingWindow: 64 })).toBe(0);
  });

  it("is always a common beginning, short of the last token, with a whole window before it", () => {
    const tokens = fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(
        tokens,
        tokens,
        fc.nat({ max: 40 }),
        fc.integer({ min: 1, max: 20 }),
        (cells, wanted, oldest, window) => {
          const oldestPosition = Math.min(oldest, cells.length - 1);
          const kept = reusablePrefix({ cells, wanted, oldestPosition, slidingWindow: window });
          expect(wanted.slice(0, kept)).toEqual(cells.slice(0, kept));
          expect(kept).toBeLessThan(wanted.length);
          if (kept > 0 && kept < cells.length) {
            expect(oldestPosition === 0 || kept - window + 1 >= oldestPosition).toBe(true);
          }
        },
      ),
    );
  });
});
