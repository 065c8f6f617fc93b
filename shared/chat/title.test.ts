import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maxTitleLength, titleOf } from "./title.ts";

const graphemes = (text: string) => [...new Intl.Segmenter().segment(text)].length;

describe("titleOf", () => {
  it.each([
    ["Plan a trip to Kyoto", "Plan a trip to Kyoto"],
    ["\n\n   What is this?  \nMore below", "What is this?"],
    ["# Heading", "Heading"],
    ["> - **Bold** and `code`", "Bold and code"],
    ["1. first of all", "first of all"],
    ["- [ ] buy milk", "buy milk"],
    ["*why* is __this__ ~~so~~ slow", "why is this so slow"],
    ["see [the docs](https://example.org/a_b) please", "see the docs please"],
    ["```ts\nconst a = 1;\n```", "const a = 1;"],
    ["---\nAfter the rule", "After the rule"],
    ["#hashtag stays", "#hashtag stays"],
    ["snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"],
    ["-5 degrees", "-5 degrees"],
    ["👍", "👍"],
    ["???", "???"],
    ["帮我看看这张发票", "帮我看看这张发票"],
    ["", ""],
    ["  \n\t\n ", ""],
    ["a\u202Eb\u0000c", "a b c"],
  ])("makes %j into %j", (text, title) => {
    expect(titleOf(text)).toBe(title);
  });

  it("cuts a long line after a word", () => {
    expect(
      titleOf("Explain to me in simple words how the immune system learns to tell friend from foe"),
    ).toBe("Explain to me in simple words how the immune system learns…");
  });

  it("does not end in dangling punctuation", () => {
    expect(titleOf(`${"word ".repeat(11)}ab, and then more`)).toBe(`${"word ".repeat(11)}ab…`);
  });

  it("cuts a word longer than the limit at the limit", () => {
    const title = titleOf(`https://example.org/${"a".repeat(200)}`);
    expect(title).toHaveLength(maxTitleLength);
    expect(title.endsWith("a…")).toBe(true);
  });

  it("never splits a character made of several code points", () => {
    const family = "👨‍👩‍👧‍👦";
    expect(titleOf(family.repeat(100))).toBe(`${family.repeat(59)}…`);
  });

  it("returns one well-formed line within the limit for any input", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        const title = titleOf(text);
        expect(graphemes(title)).toBeLessThanOrEqual(maxTitleLength);
        expect(title).not.toMatch(/[\r\n\t]/u);
        expect(title).toBe(title.trim());
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        expect(titleOf(text).isWellFormed()).toBe(true);
      }),
    );
  });

  it.each(["*", "[", "`a", "> "])("takes time in proportion to its input, of millions of %s", (mark) => {
    // Quadratic time would be hours.
    expect(titleOf(mark.repeat(2_000_000)).length).toBeLessThan(100);
  });
});
