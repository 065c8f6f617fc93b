import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LookupIndex, longestMatch, shortestMatch } from "./lookup-index.ts";

const found = (cells: readonly number[], most = 3) => new LookupIndex(cells).find(most);

describe("LookupIndex", () => {
  it("drafts what followed the last tokens before", () => {
    expect(found([1, 2, 3, 4, 5, 6, 9, 1, 2, 3])).toEqual({ length: 3, drafts: [4, 5, 6] });
    expect(found([1, 2, 3, 4, 5, 6, 9, 2, 3])).toBeNull();
    expect(found([])).toBeNull();
  });

  it("prefers the longest match, and of equal ones the most recent", () => {
    expect(found([7, 1, 2, 3, 4, 8, 1, 2, 3, 5, 7, 1, 2, 3], 1)).toEqual({ length: 4, drafts: [4] });
    expect(found([8, 1, 2, 3, 4, 8, 1, 2, 3, 5, 9, 1, 2, 3], 1)).toEqual({ length: 3, drafts: [5] });
  });

  it("goes on with a text that repeats itself", () => {
    expect(found([1, 2, 1, 2, 1, 2, 1], 6)).toEqual({ length: 5, drafts: [2, 1, 2, 1, 2, 1] });
  });

  it("drafts no medium, and finds nothing across one", () => {
    expect(found([1, 2, 3, -1, -1, 9, 1, 2, 3])).toBeNull();
    expect(found([1, 2, 3, 4, -1, 9, 1, 2, 3])).toEqual({ length: 3, drafts: [4] });
    expect(found([-1, 2, 3, 4, 9, -1, 2, 3])).toBeNull();
  });

  it("finds only what is there, and what a search finds", () => {
    const cell = fc.integer({ min: -1, max: 3 });
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 60 }), (cells) => {
        const match = found(cells, 5);
        const end = cells.length;
        const occurs = (length: number) =>
          Array.from({ length: end }, (_, at) => at).some(
            (at) =>
              at >= length &&
              (cells[at] ?? -1) >= 0 &&
              Array.from({ length }, (_, back) => back).every(
                (back) => cells[at - 1 - back] === cells[end - 1 - back] && (cells[at - 1 - back] ?? -1) >= 0,
              ),
          );
        if (match === null) return;
        expect(match.length).toBeGreaterThanOrEqual(shortestMatch);
        expect(match.length).toBeLessThanOrEqual(longestMatch);
        expect(occurs(match.length)).toBe(true);
        expect(match.drafts.every((draft) => draft >= 0)).toBe(true);
      }),
    );
  });
});
