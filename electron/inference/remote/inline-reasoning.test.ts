import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InlineReasoning } from "./inline-reasoning.ts";

/** The text by type, whatever the pieces it came in. */
function split(pieces: readonly string[]) {
  const inline = new InlineReasoning();
  const typed = [...pieces.flatMap((piece) => inline.push(piece)), ...inline.end()];
  const of = (wanted: string) =>
    typed
      .filter(({ type }) => type === wanted)
      .map(({ text }) => text)
      .join("");
  return { reasoning: of("reasoning"), text: of("text") };
}

const cut = (text: string, cuts: readonly number[]) => {
  const places = [...new Set(cuts.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, index) => text.slice(from, places[index] ?? text.length));
};

describe("InlineReasoning", () => {
  it.each([
    ["<think>Let me see.</think>Hello", "Let me see.", "Hello"],
    ["\n<think>\nLet me see.\n</think>\n\nHello", "\nLet me see.\n", "\n\nHello"],
    ["<|channel>thought\nLet me see.<channel|>Hello", "\nLet me see.", "Hello"],
    ["<|channel>thought\n<channel|>Hello", "\n", "Hello"],
    ["<think>One.</think><think>Two.</think>Hello", "One.Two.", "Hello"],
    ["Hello <think>not reasoning</think>", "", "Hello <think>not reasoning</think>"],
    ["<thinking about tags>", "", "<thinking about tags>"],
    ["<th", "", "<th"],
    ["<think>never closed", "never closed", ""],
    ["a < b", "", "a < b"],
  ])("splits %j", (content, reasoning, text) => {
    expect(split([content])).toEqual({ reasoning, text });
  });

  it("splits the same wherever the stream is cut", () => {
    const contents = fc.constantFrom(
      "<think>Let me see.</think>\n\nHello <b>you</b>",
      "<|channel>thought\nLet me <see>.<channel|>Hello",
      "Hello, <think> is a tag.",
    );
    fc.assert(
      fc.property(contents, fc.array(fc.nat()), (content, cuts) => {
        expect(split(cut(content, cuts))).toEqual(split([content]));
      }),
    );
  });
});
