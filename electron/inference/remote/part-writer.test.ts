import { describe, expect, it } from "vitest";
import type { GenerationEvent } from "../../../shared/inference/generation.ts";
import { partsOf } from "../../../tests/contract/collect-generation.ts";
import { PartWriter } from "./part-writer.ts";

function written(write: (writer: PartWriter) => void) {
  const events: GenerationEvent[] = [];
  const writer = new PartWriter((event) => events.push(event));
  write(writer);
  writer.end({ status: "complete" });
  return partsOf(events).map(({ type, text }) => [type, text]);
}

describe("PartWriter", () => {
  it("gathers pieces of one type into one part", () => {
    expect(
      written((writer) => {
        for (const text of ["One ", "two", " three"]) writer.write("text", text);
      }),
    ).toEqual([["text", "One two three"]]);
  });

  it("drops white space around reasoning and empty lines before the answer", () => {
    expect(
      written((writer) => {
        writer.write("reasoning", "\n");
        writer.write("reasoning", " Let me ");
        writer.write("reasoning", "think.\n\n");
        writer.write("text", "\n\n");
        writer.write("text", "  indented\n\nlines\n");
      }),
    ).toEqual([
      ["reasoning", "Let me think."],
      ["text", "  indented\n\nlines\n"],
    ]);
  });

  it("writes no part for blank text", () => {
    expect(written((writer) => writer.write("reasoning", " \n"))).toEqual([]);
  });

  it("keeps white space inside reasoning", () => {
    expect(
      written((writer) => {
        for (const text of ["One.\n", "\n", "Two."]) writer.write("reasoning", text);
      }),
    ).toEqual([["reasoning", "One.\n\nTwo."]]);
  });

  it("begins another part of reasoning after an answer", () => {
    expect(
      written((writer) => {
        writer.write("reasoning", "First.");
        writer.write("text", "Hello");
        writer.write("reasoning", "Second.");
        writer.write("text", "there");
      }),
    ).toEqual([
      ["reasoning", "First."],
      ["text", "Hello"],
      ["reasoning", "Second."],
      ["text", "there"],
    ]);
  });

  it("sends the first text at once", () => {
    const events: GenerationEvent[] = [];
    new PartWriter((event) => events.push(event)).write("text", "Hello");
    expect(events.at(-1)).toMatchObject({ type: "part-delta", text: "Hello" });
  });
});
