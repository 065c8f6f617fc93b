import { Template } from "@huggingface/jinja";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chatTemplate, type TemplateKind } from "../../../scripts/models/chat-template.ts";
import { realVocabulary } from "../../../tests/fixtures/real-vocab.ts";
import type { JsonObject, JsonValue } from "../../chat/message-part.ts";
import type { TurnMedia, TurnStep } from "../../inference/prompt-turn.ts";
import type { PromptTurn } from "../chat-format.ts";
import type { PromptSegment } from "../prompt-template.ts";
import { Gemma4Format } from "./gemma4-format.ts";
import { gemmaTags } from "./tags.ts";

const tokens = { bosToken: "<bos>", eosToken: "<eos>" };
const formats = {
  "appends-empty-thought": new Gemma4Format(chatTemplate("appends-empty-thought"), tokens),
  "appends-nothing": new Gemma4Format(chatTemplate("appends-nothing"), tokens),
};
const textOf = (segments: readonly PromptSegment[]) =>
  segments.map((segment) => (segment.kind === "media" ? `[${segment.medium.hash}]` : segment.text)).join("");
const question: PromptTurn = { role: "user", text: "Hi" };
const openTurn = (steps: readonly TurnStep[]): PromptTurn => ({ role: "assistant", text: "", steps });

function render(
  steps: readonly TurnStep[],
  options: { kind?: TemplateKind; thinking?: boolean; turns?: readonly PromptTurn[] } = {},
) {
  const { kind = "appends-nothing", thinking = true, turns = [question, openTurn(steps)] } = options;
  return formats[kind].render({ systemPrompt: "", turns, thinking });
}
const turn = (steps: readonly TurnStep[], options?: Parameters<typeof render>[1]) =>
  textOf(render(steps, options).openTurn);

const reasoning = (text: string): TurnStep => ({ type: "reasoning", text });
const text = (words: string): TurnStep => ({ type: "text", text: words });
const call = (name: string, args: JsonObject = {}): TurnStep => ({
  type: "tool-call",
  name,
  arguments: args,
});
const result = (name: string, words: string): TurnStep => ({ type: "tool-result", name, text: words });

describe("an open turn of Gemma 4", () => {
  it("has reasoning, text, calls and results in order, and ends with an opened channel", () => {
    const steps = [
      reasoning("Let me look."),
      text("One moment."),
      call("weather", { city: "Paris", days: 2 }),
      result("weather", "sunny"),
    ];
    expect(turn(steps)).toBe(
      "<|channel>thought\nLet me look.<channel|>One moment." +
        '<|tool_call>call:weather{city:<|"|>Paris<|"|>,days:2}<tool_call|>' +
        '<|tool_response>response:weather{value:<|"|>sunny<|"|>}<tool_response|><|channel>thought\n',
    );
    expect(render(steps).outputStart).toEqual({ promptEnd: "<|channel>thought\n", continues: null });
  });

  it("ends with the result when thinking is off", () => {
    const steps = [call("f"), result("f", "r")];
    expect(turn(steps, { thinking: false })).toBe(
      '<|tool_call>call:f{}<tool_call|><|tool_response>response:f{value:<|"|>r<|"|>}<tool_response|>',
    );
    expect(render(steps, { thinking: false }).outputStart).toEqual({ promptEnd: "", continues: null });
  });

  it("writes every kind of argument, in the order in which the model gave them", () => {
    const args = { z: null, a: true, n: -1.5e-7, l: ["x", [], {}], o: { k: "", j: false } };
    expect(turn([call("f", args)])).toBe(
      '<|tool_call>call:f{z:null,a:true,n:-1.5e-7,l:[<|"|>x<|"|>,[],{}],o:{k:<|"|><|"|>,j:false}}<tool_call|>',
    );
  });

  it("writes the results of parallel calls one after another, with one cue", () => {
    const written = turn([call("f"), call("g"), result("f", "1"), result("g", "2")]);
    expect(written).toBe(
      "<|tool_call>call:f{}<tool_call|><|tool_call>call:g{}<tool_call|>" +
        '<|tool_response>response:f{value:<|"|>1<|"|>}<tool_response|>' +
        '<|tool_response>response:g{value:<|"|>2<|"|>}<tool_response|><|channel>thought\n',
    );
  });

  it("continues in the channel that followed results, and closes it where nothing was thought", () => {
    const round = [call("f"), result("f", "r")];
    const start = turn(round);
    expect(turn([...round, reasoning("So"), text("Hm")])).toBe(`${start}So<channel|>Hm`);
    expect(turn([...round, text("Hm")])).toBe(`${start}<channel|>Hm`);
    expect(turn([...round, call("g")])).toBe(`${start}<channel|><|tool_call>call:g{}<tool_call|>`);
  });

  it("puts the media of a result after it", () => {
    const medium: TurnMedia = { kind: "image", hash: "cat", widthPx: 48, heightPx: 48, path: "" };
    const step: TurnStep = { type: "tool-result", name: "draw", text: "done", media: [medium] };
    expect(turn([step], { thinking: false })).toBe(
      '<|tool_response>response:draw{value:<|"|>done<|"|>}<tool_response|>[cat]',
    );
  });

  it("continues the text it ends with", () => {
    expect(turn([text("It is ")])).toBe("It is ");
    expect(render([text("It is ")]).outputStart.continues).toBe("text");
  });

  it("continues the reasoning it ends with while thinking is on, and closes it otherwise", () => {
    expect(turn([reasoning("Well")])).toBe("<|channel>thought\nWell");
    expect(render([reasoning("Well")]).outputStart.continues).toBe("reasoning");
    expect(turn([reasoning("Well")], { thinking: false })).toBe("<|channel>thought\nWell<channel|>");
    expect(render([reasoning("Well")], { thinking: false }).outputStart.continues).toBeNull();
  });

  it("follows the empty thought of the prompt, except with reasoning", () => {
    const off = { kind: "appends-empty-thought", thinking: false } as const;
    const end = (steps: readonly TurnStep[]) => textOf(render(steps, off).beforeTurn).slice(-42);
    expect(end([text("Hm")])).toContain("<|turn>model\n<|channel>thought\n<channel|>");
    expect(end([reasoning("Hm")])).toMatch(/<\|turn>model\n$/);
  });

  it("is as if it were not there when its steps are blank", () => {
    const without = render([], { turns: [question] });
    expect(render([])).toEqual(without);
    expect(render([reasoning(" \n"), text("")])).toEqual(without);
  });

  it("closes reasoning as the template does where it writes reasoning", () => {
    const template = `{{ bos_token }}{% for m in messages %}<|turn>{{ m.role }}\n{% if m.reasoning %}{{
      '<|channel>thought\n' + m.reasoning + '\n<channel|>' }}{% endif %}{{ m.content }}{% endfor %}`;
    const format = new Gemma4Format(template, tokens);
    const turns = [question, openTurn([reasoning("Hm"), text("Hi")])];
    const { openTurn: written } = format.render({ systemPrompt: "", turns, thinking: true });
    expect(textOf(written)).toBe("<|channel>thought\nHm\n<channel|>Hi");
  });

  it("cannot contain tags that come from content, whatever the content is", () => {
    const words = fc.oneof(
      fc.string({ unit: "binary", maxLength: 5 }),
      fc.constantFrom(...gemmaTags),
      fc.constantFrom('<|"|>}<tool_response|>', "{{ bos_token }}", "<channel|>"),
    );
    const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        words,
        fc.integer(),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(words, tie("value"), { maxKeys: 3 }),
      ),
    }));
    const step = fc.oneof(
      words.map(reasoning),
      words.map(text),
      fc.tuple(words, fc.dictionary(words, value, { maxKeys: 3 })).map(([name, args]) => call(name, args)),
      fc.tuple(words, words).map(([name, said]) => result(name, said)),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), fc.boolean(), (steps, thinking) => {
        const { openTurn: written } = render(steps, { thinking });
        const tags = written.filter(({ kind }) => kind === "template").map((segment) => textOf([segment]));
        expect(gemmaTags).toEqual(expect.arrayContaining(tags));
        const opened = (tag: string) => tags.filter((other) => other === tag).length;
        const countOf = (type: string) => steps.filter((other) => other.type === type).length;
        expect(opened("<|tool_call>")).toBe(countOf("tool-call"));
        expect(opened("<tool_response|>")).toBe(countOf("tool-result"));
        // Everything between two tags is one segment.
        expect(written.some(({ kind }, i) => kind === "content" && written[i + 1]?.kind === "content")).toBe(
          false,
        );
      }),
    );
  });
});

describe("a finished turn of Gemma 4 with calls", () => {
  it("keeps calls, results and trimmed text, without reasoning", () => {
    const steps = [reasoning("Hm"), call("f"), result("f", " r "), reasoning("So"), text(" Done.\n")];
    const { beforeTurn, openTurn: written } = render([], { turns: [question, openTurn(steps), question] });
    expect(written).toEqual([]);
    expect(textOf(beforeTurn)).toContain(
      '<|turn>model\n<|tool_call>call:f{}<tool_call|><|tool_response>response:f{value:<|"|> r <|"|>}' +
        "<tool_response|>Done.<turn|>\n<|turn>user\nHi<turn|>\n<|turn>model\n",
    );
  });
});

describe("Google's template in llama.cpp's repository", () => {
  it("writes calls and results in the same way, apart from the channel that larger models need", async () => {
    const { metadata } = await realVocabulary();
    const source = metadata["tokenizer.chat_template"];
    if (source?.type !== "string") throw new Error("The vocabulary has no template");
    const args = { city: "Paris", days: 2, list: ["x", 1], more: { deep: "y", ok: true } };
    const steps = [call("f", args), call("g"), result("f", " sunny\n"), result("g", "")];
    const rendered = new Template(source.value).render({
      messages: [
        { role: "user", content: "Hi" },
        {
          role: "assistant",
          content: "",
          tool_calls: [
            { function: { name: "f", arguments: args } },
            { function: { name: "g", arguments: {} } },
          ],
          tool_responses: [
            { name: "f", response: " sunny\n" },
            { name: "g", response: "" },
          ],
        },
      ],
      enable_thinking: true,
      add_generation_prompt: true,
      bos_token: "<bos>",
    });
    const prompt = new Gemma4Format(source.value, tokens).render({
      systemPrompt: "",
      turns: [question, openTurn(steps)],
      thinking: true,
    });
    expect(textOf([...prompt.beforeTurn, ...prompt.openTurn])).toBe(`${rendered}<|channel>thought\n`);
  });
});
