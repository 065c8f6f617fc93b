import { describe, expect, it } from "vitest";
import { allowanceTokens, ReasoningLimit } from "./reasoning-limit.ts";

function limitAfter(tokens: number, budget: number | null): ReasoningLimit {
  const limit = new ReasoningLimit(budget);
  for (let i = 0; i < tokens; i++) limit.count();
  return limit;
}

describe("a reasoning budget", () => {
  it("does not cut before the budget is used up", () => {
    expect(limitAfter(9, 10).cutsBetween("done.\n", "Next", false)).toBe(false);
    expect(limitAfter(10, 10).cutsBetween("done.\n", "Next", false)).toBe(true);
  });

  it.each([null, 0])("never cuts with a budget of %s", (budget) => {
    expect(limitAfter(100_000, budget).cutsBetween("done.\n", "Next", false)).toBe(false);
  });

  it("waits for the end of a line, and after 16 tokens for the end of a word", () => {
    expect(limitAfter(25, 10).cutsBetween("a word", " more", false)).toBe(false);
    expect(limitAfter(26, 10).cutsBetween("a word", " more", false)).toBe(true);
    expect(limitAfter(26, 10).cutsBetween("a wor", "d more", false)).toBe(false);
    expect(limitAfter(12, 10).cutsBetween("a line", "\nmore", false)).toBe(true);
  });

  it("cuts anywhere when the allowance is used up", () => {
    const limit = limitAfter(10 + allowanceTokens, 10);
    expect(limit.cutsBetween("a wor", "d", true)).toBe(true);
  });

  it("does not cut within a character", () => {
    expect(limitAfter(26, 10).cutsBetween("a word ", "", true)).toBe(false);
  });

  it.each([
    ["我们先看", "问题", true],
    ["don", "'t", false],
    ["done", ".", true],
    ["3", "7", false],
    ["end. ", "The", true],
  ])("finds word boundaries in any language: %j, %j", (before, after, isBoundary) => {
    expect(limitAfter(26, 10).cutsBetween(before, after, false)).toBe(isBoundary);
  });
});

describe("ending reasoning now", () => {
  it("cuts at the next word boundary, whatever the budget", () => {
    for (const limit of [limitAfter(5, null), limitAfter(5, 1000)]) {
      limit.endNow();
      expect(limit.cutsBetween("a wor", "d", false)).toBe(false);
      expect(limit.cutsBetween("a word", " more", false)).toBe(true);
    }
  });
});
