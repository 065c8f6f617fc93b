import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StopStrings } from "./stop-strings.ts";

function read(strings: readonly string[], pieces: readonly string[]) {
  const stop = new StopStrings(strings);
  const passed = pieces.map((piece) => stop.push(piece));
  const rest = stop.end();
  return { passed, text: passed.join("") + rest, isFound: stop.isFound };
}

/** What remains of a whole text. */
function cut(strings: readonly string[], text: string) {
  const places = strings.map((string) => text.indexOf(string)).filter((place) => place >= 0);
  const end = Math.min(text.length, ...places);
  return { text: text.slice(0, end), isFound: places.length > 0 };
}

describe("StopStrings", () => {
  it("passes text on that no stop string begins with", () => {
    expect(read(["END"], ["Hello", " world"]).passed).toEqual(["Hello", " world"]);
  });

  it("holds the beginning of a stop string back until it is another text", () => {
    expect(read(["END"], ["an E", "N", "T"]).passed).toEqual(["an ", "", "ENT"]);
  });

  it("ends the answer before a stop string in many pieces", () => {
    expect(read(["</answer>"], ["4", "2</", "ans", "wer", "> and more"])).toMatchObject({
      text: "42",
      isFound: true,
    });
  });

  it("takes the earliest of overlapping stop strings, even when a later one is complete before", () => {
    expect(read(["abcd", "bc"], ["xabc", "d"])).toMatchObject({ text: "x", isFound: true });
    expect(read(["abcd", "bc"], ["xabc", "e"])).toMatchObject({ text: "xa", isFound: true });
    expect(read(["abcd", "bc"], ["xabc"])).toMatchObject({ text: "xa", isFound: true });
  });

  it("finds a repeated beginning", () => {
    expect(read(["\n\n#"], ["a\n", "\n", "\n", "# b"])).toMatchObject({ text: "a\n", isFound: true });
  });

  it("returns nothing after a stop string", () => {
    expect(read(["."], ["One.", " Two."]).passed).toEqual(["One", ""]);
  });

  it("passes everything on without stop strings, or with empty ones", () => {
    expect(read([], ["a", "b"]).passed).toEqual(["a", "b"]);
    expect(read([""], ["a", "b"]).passed).toEqual(["a", "b"]);
  });

  it("finds what indexOf finds in the whole text, and holds back less than the longest stop string", () => {
    const unit = fc.constantFrom("a", "b", "😀", "\ud83d", "é");
    const text = fc.string({ unit, minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), fc.array(text, { maxLength: 12 }), (strings, pieces) => {
        const stop = new StopStrings(strings);
        const longest = Math.max(1, ...strings.map((string) => string.length));
        let passed = "";
        let said = "";
        for (const piece of pieces) {
          said += piece;
          passed += stop.push(piece);
          if (!stop.isFound) expect(said.length - passed.length).toBeLessThan(longest);
        }
        passed += stop.end();
        expect({ text: passed, isFound: stop.isFound }).toEqual(cut(strings, pieces.join("")));
      }),
    );
  });
});
