import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textPieces } from "./text-pieces.ts";

describe("textPieces", () => {
  it("splits English into words and Chinese into one or two characters, with punctuation attached", () => {
    expect(textPieces(["One two,\n\nthree. 你好，世界！"])).toEqual([
      ["One", " two,", "\n\nthree.", " 你好，", "世界！"],
    ]);
  });

  it("extends a repeated piece by the text that follows it", () => {
    expect(textPieces(["the cat, the dog", "the cat!"])).toEqual([
      ["the", " cat,", " the", " dog"],
      ["the cat!"],
    ]);
  });

  it("extends a repeated piece by the previous piece at the end of a text", () => {
    expect(textPieces(["a cat a cat"])).toEqual([["a cat", " a", " cat"]]);
  });

  it("throws when a text cannot be distinguished from another", () => {
    expect(() => textPieces(["same", "same"])).toThrow("Too short");
  });

  it("keeps every character and uses no piece twice", () => {
    const word = fc.constantFrom("the", "a", "tea", "\n", "- ", "你好", "，", "🎉", "model\n", "  ");
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), fc.array(word, { maxLength: 60 }), (first, second) => {
        const texts = [`${first.join(" ")} first end`, `${second.join(" ")} second end`];
        const pieces = textPieces(texts);
        expect(pieces.map((those) => those.join(""))).toEqual(texts);
        expect(new Set(pieces.flat()).size).toBe(pieces.flat().length);
        expect(pieces.flat().filter((piece) => "model\n".endsWith(piece))).toEqual([]);
      }),
    );
  });
});
