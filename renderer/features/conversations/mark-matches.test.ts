import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markMatches } from "./mark-matches.ts";

/** The text with its matches in brackets. */
function marked(text: string, query: string): string {
  return markMatches(text, query)
    .map((piece) => (piece.isMatch ? `[${piece.text}]` : piece.text))
    .join("");
}

describe("markMatches", () => {
  it.each([
    ["The receipt", "receipt", "The [receipt]"],
    ["RECEIPT, receipt", "Receipt", "[RECEIPT], [receipt]"],
    ["sky at night", "night sky", "[sky] at [night]"],
    ["gardening in gardens", "garden gardening", "[gardening] in [garden]s"],
    ["日语自我介绍怎么写", "自我介绍", "日语[自我介绍]怎么写"],
    ["a.b(c) and axb", "a.b(c", "[a.b(c]) and axb"],
    ["a red apple, red and apple", '"red apple"', "a [red apple], red and apple"],
    ["nothing here", "elsewhere", "nothing here"],
    ["anything", "  ", "anything"],
  ])("marks in %j the words of %j: %j", (text, query, expected) => {
    expect(marked(text, query)).toBe(expected);
  });

  it("preserves every character for any query", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, query) => {
        expect(
          markMatches(text, query)
            .map((piece) => piece.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });
});
