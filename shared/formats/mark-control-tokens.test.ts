import { describe, expect, it } from "vitest";
import { markControlTokens } from "./mark-control-tokens.ts";

const template = (text: string) => [{ kind: "template", text } as const];

describe("markControlTokens", () => {
  it("marks the vocabulary's control tokens in the template's text only", () => {
    const segments = [...template("<bos><|turn>user <b>\n"), { kind: "content", text: "<|turn>" } as const];
    expect(markControlTokens(segments, new Set(["<bos>", "<|turn>"]))).toEqual([
      { kind: "control", text: "<bos>" },
      { kind: "control", text: "<|turn>" },
      { kind: "template", text: "user <b>\n" },
      { kind: "content", text: "<|turn>" },
    ]);
  });

  it("marks what looks like a control token where the vocabulary is unknown", () => {
    const marked = (text: string) =>
      markControlTokens(template(text), null).flatMap(({ kind, text: piece }) =>
        kind === "control" ? [piece] : [],
      );
    expect(marked("<s>[INST] a < b [/INST] <turn|>")).toEqual(["<s>", "[INST]", "[/INST]", "<turn|>"]);
    expect(marked('<|"|>')).toEqual(['<|"|>']);
    expect(marked("no [link] and no < tag >")).toEqual([]);
  });
});
