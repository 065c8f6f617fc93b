import { describe, expect, it } from "vitest";
import { estimateTextTokens } from "../../../shared/inference/estimate-text-tokens.ts";
import { estimatePromptTokens } from "./estimate-tokens.ts";

describe("estimateTextTokens", () => {
  it.each([
    ["", 0],
    ["four", 1],
    ["eight ch", 2],
    ["你好，世界", 5],
    ["こんにちは", 5],
    ["한국어", 3],
    ["abcd 你好", 4],
  ])("estimates %j at %i", (text, tokens) => {
    expect(estimateTextTokens(text)).toBe(tokens);
  });

  it("counts media and steps of an open turn", () => {
    const image = { kind: "image", hash: "", path: "", widthPx: 480, heightPx: 480 } as const;
    const text = estimatePromptTokens({ systemPrompt: "", turns: [{ role: "user", text: "Look" }] });
    const withImage = estimatePromptTokens({
      systemPrompt: "",
      turns: [{ role: "user", text: "Look", media: [image] }],
    });
    expect(withImage - text).toBe(100);
    const step = { type: "tool-result", name: "look_up", text: "word ".repeat(40) } as const;
    const withStep = estimatePromptTokens({
      systemPrompt: "",
      turns: [
        { role: "user", text: "Look" },
        { role: "assistant", text: "", steps: [step] },
      ],
    });
    expect(withStep - text).toBeGreaterThan(40);
  });
});
