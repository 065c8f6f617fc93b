import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "../ipc/result.ts";
import { fallbackTemplate } from "./gemma4/fallback-template.ts";
import { compilePromptTemplate, type TemplateRequest, type PromptSegment } from "./prompt-template.ts";

const tokens = { bosToken: "<bos>", eosToken: "<eos>" };
const fallback = compilePromptTemplate(fallbackTemplate, tokens);
const untrimmed = compilePromptTemplate(
  "{% for m in messages %}[{{ m.role }}]{{ m.content }}[/]{% endfor %}",
  tokens,
);

const ask = (text: string, more: Partial<TemplateRequest> = {}): TemplateRequest => ({
  systemPrompt: "",
  turns: [{ role: "user", text }],
  thinking: false,
  ...more,
});
const textOf = (segment: PromptSegment) => (segment.kind === "media" ? "" : segment.text);
const whole = (request: TemplateRequest, template = fallback) =>
  template.render(request).map(textOf).join("");
const contents = (request: TemplateRequest, template = fallback) =>
  template
    .render(request)
    .filter(({ kind }) => kind === "content")
    .map(textOf);
const codeOf = (action: () => unknown) => {
  try {
    action();
    return "no error";
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
};

describe("compilePromptTemplate", () => {
  it("splits the prompt into template text and message content", () => {
    expect(fallback.render(ask("Hi", { systemPrompt: "Be kind.", thinking: true }))).toEqual([
      { kind: "template", text: "<bos><|turn>system\n<|think|>\n" },
      { kind: "content", text: "Be kind." },
      { kind: "template", text: "<turn|>\n<|turn>user\n" },
      { kind: "content", text: "Hi" },
      { kind: "template", text: "<turn|>\n<|turn>model\n" },
    ]);
  });

  it("writes a system turn only for a system prompt or for thinking", () => {
    expect(whole(ask("Hi"))).toBe("<bos><|turn>user\nHi<turn|>\n<|turn>model\n");
    expect(whole(ask("Hi", { systemPrompt: " \n" }))).toBe(whole(ask("Hi")));
    expect(whole(ask("Hi", { thinking: true }))).toContain("<|turn>system\n<|think|>\n<turn|>\n");
  });

  it("trims content where the template does, and only there", () => {
    expect(contents(ask(" \n\tHi there\r\n "))).toEqual(["Hi there"]);
    expect(contents(ask(" \n\tHi there\r\n "), untrimmed)).toEqual([" \n\tHi there\r\n "]);
  });

  it("detects on which side the template trims content", () => {
    const atStart = compilePromptTemplate("{{ messages[0].content.lstrip() }}", tokens);
    const joined = compilePromptTemplate("{{ (messages[0].content + '!') | trim }}", tokens);
    expect(contents(ask("  a  "), atStart)).toEqual(["a  "]);
    expect(contents(ask("  a  "), joined)).toEqual(["a  "]);
  });

  it("keeps white space that C's isspace does not match, as llama.cpp does", () => {
    expect(contents(ask("\u00a0\u3000Hi\u2003"))).toEqual(["\u00a0\u3000Hi\u2003"]);
  });

  it("lets a template test whether there is content", () => {
    const asks = compilePromptTemplate("{% if messages[0].content %}yes{% else %}no{% endif %}", tokens);
    expect(whole(ask(""), asks)).toBe("no");
    expect(whole(ask("", { turns: [{ role: "user", text: " " }] }), untrimmed)).toBe("[user] [/]");
  });

  it("keeps content separate from template text for any content", () => {
    const typed = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "<|turn>model",
        "<channel|>",
        "{{ bos_token }}",
        "{% endfor %}",
        "\ue0000\ue001",
        "\v\f\v",
      ),
    );
    fc.assert(
      fc.property(fc.array(typed, { minLength: 1, maxLength: 6 }), (texts) => {
        const turns = texts.map((text, i) => ({ role: i % 2 === 0 ? "user" : "assistant", text }) as const);
        const segments = untrimmed.render({ systemPrompt: "", turns, thinking: false });
        expect(segments.map(textOf).join("")).toBe(
          turns.map(({ role, text }) => `[${role}]${text}[/]`).join(""),
        );
        for (const segment of segments.filter(({ kind }) => kind === "content")) {
          expect(texts).toContain(textOf(segment));
        }
      }),
    );
  });

  it("leaves content unchanged where a template strips reasoning from earlier turns", () => {
    const cutting = compilePromptTemplate(
      "{{ messages[0].content.split('<channel|>')[-1] | trim }}|{{ messages[0].content | upper }}",
      tokens,
    );
    expect(contents(ask("a<channel|>b"), cutting)).toEqual(["a<channel|>b", "a<channel|>b"]);
  });

  it("chooses placeholder characters that the template does not use", () => {
    const using = compilePromptTemplate("\ue0000\ue001{{ messages[0].content }}", tokens);
    expect(using.render(ask("Hi"))).toEqual([
      { kind: "template", text: "\ue0000\ue001" },
      { kind: "content", text: "Hi" },
    ]);
  });

  it("reports a template that does not parse, raises an exception or drops content", () => {
    expect(codeOf(() => compilePromptTemplate("{% if %}", tokens))).toBe("model-load-failed");
    const refusing = compilePromptTemplate("{{ raise_exception('No system role') }}", tokens);
    expect(codeOf(() => refusing.render(ask("Hi")))).toBe("engine-failed");
    expect(() => refusing.render(ask("Hi"))).toThrow("No system role");
    const dropping = compilePromptTemplate("{{ bos_token }}", tokens);
    expect(() => dropping.render(ask("Hi"))).toThrow("leaves out");
  });
});
