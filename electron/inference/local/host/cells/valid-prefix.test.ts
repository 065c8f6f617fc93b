import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { savedSpan, sharedPrefix, validPrefix } from "./valid-prefix.ts";

describe("validPrefix", () => {
  const span = { length: 512, oldestPosition: 444 };

  it("keeps everything when the prompt only continues", () => {
    expect(validPrefix(span, 512, 64)).toBe(512);
    expect(validPrefix(span, 600, 64)).toBe(512);
  });

  it("keeps the common prefix when no layer has a sliding window", () => {
    expect(validPrefix(span, 7, null)).toBe(7);
  });

  it("keeps the common prefix while no cell was discarded", () => {
    expect(validPrefix({ length: 100, oldestPosition: 0 }, 7, 64)).toBe(7);
  });

  // Measured with a window of 64: of 512 positions 444 was the oldest left; cuts from 508 on gave the logits
  // of a fresh context, and cuts from 450 to 500 silently different ones.
  it.each([
    [509, 509],
    [508, 508],
    [507, 507],
    [506, 0],
    [500, 0],
    [450, 0],
    [444, 0],
    [100, 0],
  ])("keeps nothing when the window before the cut is incomplete: a cut at %i keeps %i", (cut, kept) => {
    expect(validPrefix(span, cut, 64)).toBe(kept);
  });

  it("keeps nothing of an empty context", () => {
    expect(validPrefix({ length: 0, oldestPosition: -1 }, 5, 64)).toBe(0);
  });

  it("never cuts where the window is incomplete", () => {
    const numbers = [fc.nat({ max: 90 }), fc.nat({ max: 90 }), fc.nat({ max: 90 })] as const;
    fc.assert(
      fc.property(...numbers, fc.integer({ min: 1, max: 40 }), (length, oldest, wanted, window) => {
        const oldestPosition = Math.min(oldest, length - 1);
        const kept = validPrefix({ length, oldestPosition }, wanted, window);
        expect(kept).toBeLessThanOrEqual(Math.min(length, wanted));
        if (kept > 0 && kept < length) {
          expect(Math.max(0, kept - window + 1)).toBeGreaterThanOrEqual(oldestPosition);
        }
      }),
    );
  });
});

describe("savedSpan", () => {
  // Measured: a copy taken at 600 with a window of 64 served cuts at 600 and 599, and none before.
  it.each([
    [600, 600],
    [599, 599],
    [598, 0],
    [540, 0],
  ])("serves a cut at its end and one before: a cut at %i keeps %i", (cut, kept) => {
    expect(validPrefix(savedSpan({ length: 600, oldestPosition: 344 }, 64), cut, 64)).toBe(kept);
  });

  it("covers a context shorter than the window, or without a sliding window, completely", () => {
    expect(savedSpan({ length: 50, oldestPosition: 0 }, 64).oldestPosition).toBe(0);
    expect(savedSpan({ length: 5000, oldestPosition: 0 }, null).oldestPosition).toBe(0);
  });
});

describe("sharedPrefix", () => {
  it("ends at the first difference or at the end of the shorter list", () => {
    expect(sharedPrefix([1, 2, 3], [1, 2, 4, 5])).toBe(2);
    expect(sharedPrefix([1, 2], [1, 2, 4, 5])).toBe(2);
    expect(sharedPrefix([], [1])).toBe(0);
  });
});
