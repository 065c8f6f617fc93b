import { describe, expect, it } from "vitest";
import type { TurnStep } from "../inference/prompt-turn.ts";
import { AppError } from "../ipc/result.ts";
import { chatFormatOf } from "./chat-format-of.ts";
import type { PromptSegment } from "./prompt-template.ts";

const template = `{% for m in messages %}<|im_start|>{{ m.role }}
{{ m.content }}<|im_end|>
{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant
{% endif %}`;
const thinks = `${template}{# <think> </think> #}`;
const tokens = { bosToken: "", eosToken: "" };

function render(source: string, steps: readonly TurnStep[], thinking = true) {
  const turns = [
    { role: "user", text: "Hi" },
    { role: "assistant", text: "", steps },
  ] as const;
  return chatFormatOf("qwen3", source, tokens).render({ systemPrompt: "", turns, thinking });
}
const textOf = (segments: readonly PromptSegment[]) =>
  segments.map((segment) => (segment.kind === "media" ? "" : segment.text)).join("");

describe("the format of an architecture without one of its own", () => {
  it("renders the template, and appends the text of an open turn", () => {
    const { beforeTurn, openTurn, outputStart } = render(template, [{ type: "text", text: "Hello, " }]);
    expect(textOf(beforeTurn)).toBe("<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n");
    expect(openTurn).toEqual([{ kind: "content", text: "Hello, " }]);
    expect(outputStart.continues).toBe("text");
  });

  it("knows reasoning between <think> and </think> where the template has them", () => {
    const steps = [
      { type: "reasoning", text: "Hm" },
      { type: "text", text: "Hi" },
    ] as const;
    expect(textOf(render(thinks, steps).openTurn)).toBe("<think>\nHm\n</think>\n\nHi");
    expect(textOf(render(template, steps).openTurn)).toBe("Hi");
    expect(render(thinks, steps.slice(0, 1)).outputStart.continues).toBe("reasoning");
    expect(textOf(render(`${thinks}<think>\n`, steps).openTurn)).toBe("Hm\n</think>\n\nHi");
  });

  it("refuses tool steps with a named error", () => {
    const steps: readonly TurnStep[] = [{ type: "tool-call", name: "f", arguments: {} }];
    expect(() => render(thinks, steps)).toThrow(AppError);
    try {
      render(thinks, steps);
    } catch (error) {
      expect(error).toMatchObject({ code: "engine-failed", data: { reason: "format-unsupported" } });
    }
  });

  it("needs a template, which Gemma 4 does not", () => {
    expect(() => chatFormatOf("llama", null, tokens)).toThrow("no chat template");
    expect(chatFormatOf("gemma4", null, tokens).template).toContain("<|turn>");
  });
});
