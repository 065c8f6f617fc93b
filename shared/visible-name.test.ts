import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { visibleName } from "./visible-name.ts";

describe("visibleName", () => {
  it.each([
    ["invoice\u202Egpj.exe", "invoice[U+202E]gpj.exe"],
    ["two\nlines\u2028", "two[U+000A]lines[U+2028]"],
    ["gem\u200Bma\u00AD", "gem[U+200B]ma[U+00AD]"],
    ["\u2066a\u2069", "[U+2066]a[U+2069]"],
    ["\u3164", "[U+3164]"],
    ["tag\u{E0041}", "tag[U+E0041]"],
    ["a\u200Db", "a[U+200D]b"],
    ["half\uD800", "half\uFFFD"],
  ])("shows what is not seen in %j: %s", (name, shown) => {
    expect(visibleName(name)).toBe(shown);
  });

  it.each([
    "gemma-4-E2B.gguf",
    "模型 Q4_K_M",
    "תמונה.png",
    "می\u200Cخواهم",
    "👩\u200D👩\u200D👧 ❤\uFE0F.jpg",
    "क्\u200Dष",
  ])("leaves %s as it is", (name) => expect(visibleName(name)).toBe(name));

  it("shows any name on one line within its limit, and as it is when shown again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (name) => {
        const shown = visibleName(name, 100);
        expect(shown.length).toBeLessThanOrEqual(100);
        expect(shown.isWellFormed()).toBe(true);
        expect(shown).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u);
        expect(visibleName(shown, 100)).toBe(shown);
      }),
    );
  });

  it("takes no time in proportion to a name of megabytes", () => {
    expect(visibleName("\u202E".repeat(4_000_000), 40)).toMatch(/^(?:\[U\+202E\])+\[?.*…$/);
  });
});
