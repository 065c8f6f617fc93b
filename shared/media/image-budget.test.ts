import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { automaticBudget, imageBudgets, sizeForBudget, tokenSidePx } from "./image-budget.ts";

const side = fc.integer({ min: 1, max: 10_000 });
/** Small sides as often as large ones: half of uniformly distributed sizes would exceed every budget. */
const anySide = fc.oneof(side, fc.integer({ min: 1, max: 100 }), fc.integer({ min: 100, max: 1_500 }));
const size = fc.tuple(anySide, anySide);
const runs = { numRuns: 500 };

/** The size llama.cpp resizes an image to (mtmd-image.cpp) with a minimum of 1 token, as set in Facet. */
function sizeInLlamaCpp(width: number, height: number): readonly [number, number] {
  const leastPixels = tokenSidePx ** 2;
  const mostPixels = 1120 * tokenSidePx ** 2;
  const aligned = (length: number) => Math.max(tokenSidePx, Math.round(length / tokenSidePx) * tokenSidePx);
  const pixels = aligned(width) * aligned(height);
  return pixels > mostPixels || pixels < leastPixels ? [NaN, NaN] : [aligned(width), aligned(height)];
}

describe("sizeForBudget", () => {
  it("returns whole tokens, at least one and at most the budget", () => {
    fc.assert(
      fc.property(size, ([width, height]) => {
        for (const budget of imageBudgets) {
          const { widthPx, heightPx, tokens } = sizeForBudget(width, height, budget);
          expect(widthPx % tokenSidePx).toBe(0);
          expect(heightPx % tokenSidePx).toBe(0);
          expect(tokens).toBe((widthPx / tokenSidePx) * (heightPx / tokenSidePx));
          expect(tokens).toBeGreaterThanOrEqual(1);
          expect(tokens).toBeLessThanOrEqual(budget);
        }
      }),
      runs,
    );
  });

  it("returns a size that llama.cpp does not resize", () => {
    fc.assert(
      fc.property(size, ([width, height]) => {
        for (const budget of imageBudgets) {
          const { widthPx, heightPx } = sizeForBudget(width, height, budget);
          expect(sizeInLlamaCpp(widthPx, heightPx)).toEqual([widthPx, heightPx]);
        }
      }),
      runs,
    );
  });

  it("keeps the aspect ratio within 10% and fills more than 75% of the budget where the grid is fine enough", () => {
    fc.assert(
      fc.property(size, ([width, height]) => {
        for (const budget of imageBudgets) {
          const shape = width / height;
          const { widthPx, heightPx, tokens } = sizeForBudget(width, height, budget);
          const shorterSide = Math.sqrt(budget / Math.max(shape, 1 / shape));
          if (shorterSide >= 6) {
            expect(Math.abs(widthPx / heightPx / shape - 1)).toBeLessThan(0.1);
            expect(tokens / budget).toBeGreaterThan(0.75);
          }
        }
      }),
      runs,
    );
  });

  it("returns the rotated size for a rotated image", () => {
    fc.assert(
      fc.property(size, ([width, height]) => {
        fc.pre(width !== height);
        for (const budget of imageBudgets) {
          const upright = sizeForBudget(width, height, budget);
          const turned = sizeForBudget(height, width, budget);
          expect(turned.tokens).toBe(upright.tokens);
          expect([turned.widthPx, turned.heightPx]).toEqual([upright.heightPx, upright.widthPx]);
        }
      }),
      runs,
    );
  });

  it.each([
    // width, height, budget, columns, rows
    [1, 1, 70, 8, 8],
    [10_000, 10_000, 1120, 33, 33],
    [4000, 3000, 280, 19, 14],
    [1920, 1080, 1120, 44, 25],
    [384, 480, 70, 7, 9],
    [1, 10_000, 70, 1, 70],
    [10_000, 1, 1120, 1120, 1],
    [9000, 1000, 140, 35, 4],
  ] as const)("scales %i × %i for %i tokens to %i × %i of them", (width, height, budget, columns, rows) => {
    expect(sizeForBudget(width, height, budget)).toEqual({
      widthPx: columns * 48,
      heightPx: rows * 48,
      tokens: columns * rows,
    });
  });
});

describe("automaticBudget", () => {
  const choose = (widthPx: number, heightPx: number, looksLikeDocument = false) =>
    automaticBudget({ widthPx, heightPx, looksLikeDocument });

  it("is the smallest budget that shortens no side by more than half a token", () => {
    fc.assert(
      fc.property(size, ([width, height]) => {
        const chosen = choose(width, height);
        const shrinks = (budget: (typeof imageBudgets)[number]) => {
          const { widthPx, heightPx } = sizeForBudget(width, height, budget);
          return widthPx < width - 24 || heightPx < height - 24;
        };
        expect(imageBudgets.filter((budget) => budget < chosen).every(shrinks)).toBe(true);
        expect(chosen === 1120 || !shrinks(chosen)).toBe(true);
      }),
      runs,
    );
  });

  it.each([
    [64, 64, 70],
    [384, 384, 70],
    [640, 480, 140],
    [800, 600, 280],
    [1280, 720, 560],
    [4000, 3000, 1120],
  ])("of %i × %i is %i", (width, height, budget) => {
    expect(choose(width, height)).toBe(budget);
  });

  it("is at least 560 for an image that looks like a document", () => {
    expect(choose(64, 64, true)).toBe(560);
    expect(choose(4000, 3000, true)).toBe(1120);
  });
});
