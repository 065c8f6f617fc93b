import { Template } from "@huggingface/jinja";
import { describe, expect, it } from "vitest";
import { chatTemplate, type TemplateKind } from "./chat-template.ts";

function render(
  messages: readonly unknown[],
  options: { kind?: TemplateKind; enable_thinking?: boolean; add_generation_prompt?: boolean } = {},
): string {
  const { kind = "appends-empty-thought", add_generation_prompt = true, ...rest } = options;
  return new Template(chatTemplate(kind)).render({
    messages,
    bos_token: "<bos>",
    add_generation_prompt,
    ...rest,
  });
}

const user = (content: unknown) => ({ role: "user", content });
const assistant = (content: unknown) => ({ role: "assistant", content });
const system = (content: unknown) => ({ role: "system", content });

describe("chatTemplate", () => {
  it("ends with an empty thought when thinking is off, in one template kind only", () => {
    const turn = "<bos><|turn>user\nHello<turn|>\n<|turn>model\n";
    expect(render([user("Hello")])).toBe(`${turn}<|channel>thought\n<channel|>`);
    expect(render([user("Hello")], { enable_thinking: false })).toBe(`${turn}<|channel>thought\n<channel|>`);
    expect(render([user("Hello")], { kind: "appends-nothing", enable_thinking: false })).toBe(turn);
  });

  it.each(["appends-empty-thought", "appends-nothing"] as const)(
    "opens the system turn with <|think|> when thinking is on (%s)",
    (kind) => {
      const thinking = { kind, enable_thinking: true };
      expect(render([user("Hi")], thinking)).toBe(
        "<bos><|turn>system\n<|think|>\n<turn|>\n<|turn>user\nHi<turn|>\n<|turn>model\n",
      );
      expect(render([system(" Be brief. "), user("Hi")], thinking)).toBe(
        "<bos><|turn>system\n<|think|>\nBe brief.<turn|>\n<|turn>user\nHi<turn|>\n<|turn>model\n",
      );
    },
  );

  it("renders a system turn for a system message, and omits the generation prompt on request", () => {
    expect(render([system("Be brief."), user("Hi")], { add_generation_prompt: false })).toBe(
      "<bos><|turn>system\nBe brief.<turn|>\n<|turn>user\nHi<turn|>\n",
    );
  });

  it("trims messages and keeps only the answers of earlier replies", () => {
    const messages = [
      user("  What is 1 + 1?\n"),
      assistant("<|channel>thought\nEasy.<channel|> 2 \n<|channel>more<channel|>."),
      user("And 2 + 2?"),
    ];
    expect(render(messages, { add_generation_prompt: false })).toBe(
      "<bos><|turn>user\nWhat is 1 + 1?<turn|>\n<|turn>model\n2 \n.<turn|>\n<|turn>user\nAnd 2 + 2?<turn|>\n",
    );
  });

  it("leaves user messages unchanged, control strings included", () => {
    expect(render([user("a <|channel>b<channel|> c")], { add_generation_prompt: false })).toBe(
      "<bos><|turn>user\na <|channel>b<channel|> c<turn|>\n",
    );
  });

  it("accepts content in parts and renders media at their position", () => {
    const content = [
      { type: "image" },
      { type: "audio" },
      { type: "video" },
      { type: "text", text: " What is this? " },
    ];
    expect(render([user(content)], { add_generation_prompt: false })).toBe(
      "<bos><|turn>user\n<|image|><|audio|><|video|>What is this?<turn|>\n",
    );
  });
});
