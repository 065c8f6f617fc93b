import { describe, expect, it } from "vitest";
import { chatTemplate } from "../../scripts/models/chat-template.ts";
import { checkTemplate } from "./check-template.ts";
import { fallbackTemplate } from "./gemma4/fallback-template.ts";

const tokens = { bosToken: "<bos>", eosToken: "<eos>" };
const check = (source: string) => checkTemplate(source, tokens);
const codes = (source: string) => check(source).map(({ severity, code }) => `${severity} ${code}`);

/** A template in the style of Gemma, with a cue and a switch for thinking. */
const turn = (body: string) => `{%- for message in messages -%}
${body}
{%- endfor -%}
{%- if add_generation_prompt -%}{{- '<|turn>model\\n' -}}{%- endif -%}
{%- if enable_thinking -%}{{- '<|think|>' -}}{%- endif -%}`;
const body = "{{- '<|turn>' + message.role + '\\n' + message.content + '<turn|>\\n' -}}";

describe("checkTemplate", () => {
  it.each([
    ["the template of the larger sizes", chatTemplate("appends-empty-thought")],
    ["the template of the smaller sizes", chatTemplate("appends-nothing")],
    ["the built-in template", fallbackTemplate],
    ["a short template", turn(body)],
  ])("has no objection to %s", (_, source) => {
    expect(check(source)).toEqual([]);
  });

  it("refuses a blank template", () => {
    expect(codes(" \n")).toEqual(["error blank"]);
  });

  it.each([
    ["an unknown statement", "a\n{% iff true %}", "does-not-parse", 2, "Unknown statement type: iff"],
    ["a missing operand", "a\n\n{{ 1 + }}\n{{ 2 }}", "does-not-parse", 3, null],
    ["an open expression", "a\n{{ messages", "does-not-parse", 2, null],
    ["an open string", "{{ 'a' }}\n{{ 'b }}\n", "does-not-parse", 2, null],
    ["an open comment", "a\n{# b", "does-not-parse", 2, "Missing end of comment tag"],
    [
      "a strange character",
      "{% if a %}\n{{ a ? b }}\n{% endif %}",
      "does-not-parse",
      2,
      "Unexpected character: ?",
    ],
    ["a block without end", "{{ 1 }}\n{% if a %}\n{% for b in c %}{% endfor %}", "unclosed-block", 2, "if"],
    ["a block that ends too late", "{% for a in b %}\n{% if a %}\n{% endfor %}\n", "unclosed-block", 2, "if"],
    ["an end without a block", "{% if a %}{% endif %}\n{% endif %}", "does-not-parse", 2, null],
    ["a mistake within an open block", "{% if a %}\n{% for %}\n{% endfor %}", "does-not-parse", 2, null],
    [
      "a statement after a comment",
      "{# {% #}\n{% nope %}",
      "does-not-parse",
      2,
      "Unknown statement type: nope",
    ],
    ["an open set block", "{% set a = 1 %}\n{% set b %}\n", "unclosed-block", 2, "set"],
  ])("names the line of %s", (_, source, code, line, detail) => {
    const [problem] = check(source);
    expect(problem).toMatchObject({ severity: "error", code, line, situation: null });
    if (detail !== null) expect(problem?.detail).toBe(detail);
  });

  it("names the line where rendering fails", () => {
    const source = turn(`{%- if message.role == 'assistant' -%}
  {%- set text = message.content -%}
{%- elif message.content | no_such_filter -%}
{%- endif -%}
${body}`);
    expect(check(source)).toEqual([
      {
        severity: "error",
        code: "does-not-render",
        situation: "one-message",
        line: 4,
        detail: "Unknown StringValue filter: no_such_filter",
      },
    ]);
  });

  it("names the line inside a macro, and the line after its call", () => {
    const macro = "{%- macro say(text) -%}\n{{ text }}\n{%- endmacro -%}\n";
    const inside = `{%- macro say(text) -%}\n{{ text.a.b }}\n{{ none + 1 }}\n{%- endmacro -%}\n{{ say('a') }}`;
    expect(check(inside)[0]).toMatchObject({ code: "does-not-render", line: 3 });
    expect(check(`${macro}{{ say('a') }}\n{{ none + 1 }}`)[0]).toMatchObject({ line: 5 });
  });

  it("passes on what the template itself raises", () => {
    const source = "{{ raise_exception('Roles must alternate') }}";
    expect(check(source)[0]).toMatchObject({
      code: "does-not-render",
      detail: "Roles must alternate",
      line: 1,
    });
  });

  it("refuses a template that leaves out questions or answers", () => {
    const noUser = check(turn(`{%- if message.role != 'user' -%}${body}{%- endif -%}`));
    expect(noUser[0]).toMatchObject({ severity: "error", code: "drops-message", detail: "user" });
    const noAnswers = check(turn(`{%- if message.role != 'assistant' -%}${body}{%- endif -%}`));
    expect(noAnswers[0]).toMatchObject({
      severity: "error",
      code: "drops-message",
      situation: "several-turns",
      detail: "assistant",
    });
  });

  it("only warns where system prompts are left out or rejected", () => {
    const leavesOut = turn(`{%- if message.role != 'system' -%}${body}{%- endif -%}`);
    expect(check(leavesOut)).toEqual([
      {
        severity: "warning",
        code: "drops-message",
        situation: "system-prompt",
        line: null,
        detail: "system",
      },
    ]);
    const rejects = turn(
      `{%- if message.role == 'system' -%}\n{{ raise_exception('No system') }}{%- endif -%}${body}`,
    );
    expect(check(rejects)).toEqual([
      {
        severity: "warning",
        code: "does-not-render",
        situation: "system-prompt",
        line: 3,
        detail: "No system",
      },
    ]);
  });

  it("only warns where thinking fails", () => {
    const source = `${turn(body)}\n{%- if enable_thinking -%}\n{{ none + 1 }}{%- endif -%}`;
    expect(check(source)).toMatchObject([
      { severity: "warning", code: "does-not-render", situation: "thinking", line: 7 },
    ]);
  });

  it("refuses messages in another order", () => {
    expect(codes(turn(body).replace("in messages", "in messages[::-1]"))).toContain("error wrong-order");
  });

  it("warns where a message is repeated", () => {
    expect(codes(turn(body + body))).toEqual(["warning repeats-message"]);
  });

  it("refuses a template without a cue for the answer", () => {
    const source = `{% for message in messages %}${body}{% endfor %}{% if enable_thinking %}<|think|>{% endif %}`;
    expect(codes(source)).toEqual(["error no-generation-cue"]);
  });

  it("accepts a template whose questions always end with the cue", () => {
    const source = `{%- for message in messages -%}
{%- if message.role == 'user' -%}{{ '[INST] ' + message.content + ' [/INST]' }}
{%- else -%}{{ ' ' + message.content + '</s>' }}{%- endif -%}
{%- endfor -%}`;
    expect(codes(source)).toEqual(["warning thinking-has-no-effect"]);
  });

  it("warns where nothing marks the turns", () => {
    const source = "{% for message in messages %}{{ message.content }}{% endfor %}";
    expect(codes(source)).toEqual(["warning no-turn-marks", "warning thinking-has-no-effect"]);
  });

  it("warns where the thinking switch has no effect", () => {
    const source = turn(body).replace("<|think|>", "");
    expect(codes(source)).toEqual(["warning thinking-has-no-effect"]);
  });
});
