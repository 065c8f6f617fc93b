import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TokenText } from "./token-text.ts";

/** A vocabulary in which every token is one byte. */
const bytes = (tokens: readonly number[]) => new TextDecoder().decode(Uint8Array.from(tokens));

function read(tokens: readonly number[]): readonly string[] {
  const text = new TokenText(bytes);
  return [...tokens.map((token) => text.push(token)), text.end()];
}

describe("TokenText", () => {
  it("holds a character back until its bytes are complete", () => {
    expect(read([...new TextEncoder().encode("a😀é")])).toEqual(["a", "", "", "", "😀", "", "é", ""]);
  });

  it("returns any text completely", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const encoded = [...new TextEncoder().encode(text)];
        expect(read(encoded).join("")).toBe(bytes(encoded));
      }),
    );
  });

  it("replaces bytes that form no character by U+FFFD, and keeps the text after them", () => {
    expect(read([0xe4, 0xbd, 0x41]).join("")).toBe("\ufffdA");
    expect(read([0xc3]).join("")).toBe("\ufffd");
    expect(read([0xff, 0xff, 0xff, 0xff, 0x41]).join("")).toBe("\ufffd\ufffd\ufffd\ufffdA");
  });

  it("passes U+FFFD itself through", () => {
    expect(read([...new TextEncoder().encode("\ufffd!")]).join("")).toBe("\ufffd!");
  });

  it("passes the four preceding tokens to the vocabulary", () => {
    const seen: (readonly number[])[] = [];
    const text = new TokenText((tokens, before) => {
      seen.push(before);
      return bytes(tokens);
    });
    for (const token of [...new TextEncoder().encode("abcdef")]) {
      text.push(token);
    }
    expect(seen.at(-1)).toEqual([...new TextEncoder().encode("bcde")]);
  });
});
