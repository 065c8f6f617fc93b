import { describe, expect, it } from "vitest";
import type { TemplateProblem } from "../../../../shared/formats/template-problem.ts";
import { catalogs } from "../../../i18n/i18n.ts";
import { describeProblem } from "./describe-problem.ts";

const problem = (code: TemplateProblem["code"], rest: Partial<TemplateProblem> = {}): TemplateProblem => ({
  severity: "error",
  code,
  situation: null,
  line: null,
  detail: null,
  ...rest,
});
const inEnglish = (shown: TemplateProblem) => describeProblem(shown, catalogs.en.template, "en");

describe("describeProblem", () => {
  it("says what is wrong and what follows from it", () => {
    expect(inEnglish(problem("does-not-parse", { detail: "Unknown statement type: iff" }))).toBe(
      "This is not valid Jinja: Unknown statement type: iff.",
    );
    expect(inEnglish(problem("unclosed-block", { detail: "for" }))).toBe(
      "The block {% for %} is not closed with {% endfor %}.",
    );
    expect(
      inEnglish(
        problem("does-not-render", { situation: "system-prompt", detail: "System role not supported." }),
      ),
    ).toBe("The template reports an error: System role not supported. Chats with a system prompt will fail.");
    expect(inEnglish(problem("drops-message", { situation: "several-turns", detail: "assistant" }))).toBe(
      "The template leaves out the model’s replies. Every message after the first would fail.",
    );
    expect(inEnglish(problem("too-long"))).toBe("The template has more than 200,000 characters.");
  });

  it("says it in Chinese", () => {
    const shown = problem("drops-message", { situation: "system-prompt", detail: "system" });
    expect(describeProblem(shown, catalogs["zh-CN"].template, "zh-CN")).toBe(
      "模板没有输出系统提示词。带系统提示词的对话会失败。",
    );
  });
});
