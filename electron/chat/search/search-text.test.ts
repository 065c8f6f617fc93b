import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { containsTerms, excerptOf } from "./search-text.ts";

describe("containsTerms", () => {
  it.each([
    ["Café crème", ["cafe", "CREME"], true],
    ["Café crème", ["cafe", "tea"], false],
    ["发票报销", ["票报"], true],
    ["ΑΘΗΝΑ", ["αθη"], true],
  ])("for %j and %j is %s", (text, terms, expected) => {
    expect(containsTerms(text, terms)).toBe(expected);
  });
});

describe("excerptOf", () => {
  const long = `${"before ".repeat(30)}the needle here${" after".repeat(60)}`;

  it("shows the text around the match on one line, with ellipses where it was cut", () => {
    const excerpt = excerptOf(long.replaceAll("the", "\n\nthe"), ["NEEDLE"]);
    expect(excerpt).toMatch(/^…before before .*the needle here after.*…$/);
    expect(excerpt.length).toBeLessThan(170);
  });

  it("removes Markdown syntax unless the match is in it", () => {
    const text = "# Models\n| Size | Memory |\n| :--- | ---: |\n| 4B | [low](https://docs.example) |";
    expect(excerptOf(text, ["memory"])).toBe("Models Size Memory 4B low");
    expect(excerptOf(text, ["docs"])).toContain("[low](https://docs.example)");
    expect(excerptOf("---", ["--"])).toBe("---");
  });

  it("finds text that differs in accents, and starts at the beginning without a match", () => {
    expect(excerptOf(`${"x ".repeat(100)}Crème brûlée`, ["brulee"])).toContain("Crème brûlée");
    expect(excerptOf(`İİİ ${"x ".repeat(100)}needle`, ["needle"])).toContain("needle");
    expect(excerptOf(long, ["absent"])).toMatch(/^before before/);
  });

  it("does not split a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 200, maxLength: 400 }), fc.nat(), (text, at) => {
        expect(excerptOf(text, [text.slice(at % 200, (at % 200) + 3)]).isWellFormed()).toBe(true);
      }),
    );
  });

  it("contains the term wherever it is in the text", () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (left, right) => {
        expect(excerptOf(`${"ab ".repeat(left)}needle${" cd".repeat(right)}`, ["needle"])).toContain(
          "needle",
        );
      }),
    );
  });
});
