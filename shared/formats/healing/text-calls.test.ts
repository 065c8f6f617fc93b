import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ToolCall } from "../call-syntax.ts";
import { TextCalls } from "./text-calls.ts";

/** What is found in a text that arrives in these pieces; neighbouring texts are joined. */
function found(pieces: readonly string[]): readonly (string | ToolCall)[] {
  const calls = new TextCalls(["get_weather", "clock"]);
  const all = [...pieces.flatMap((piece) => calls.push(piece)), ...calls.end()];
  return all.reduce<(string | ToolCall)[]>((joined, one) => {
    const last = joined.at(-1);
    if (typeof one === "string" && typeof last === "string") joined[joined.length - 1] = last + one;
    else joined.push(one);
    return joined;
  }, []);
}

const paris = { name: "get_weather", arguments: { city: "Paris" } };
const json = JSON.stringify(paris);
const whole: readonly (readonly [name: string, text: string])[] = [
  ["JSON in tags", `<tool_call>\n${json}\n</tool_call>`],
  ["JSON in an open tag", `<tool_call>${json.slice(0, -1)}`],
  [
    "functions in tags",
    "<tool_call>\n<function=get_weather>\n<parameter=city>\nParis\n</parameter>\n</function>\n</tool_call>",
  ],
  ["a bare function", "<function=get_weather><parameter=city>Paris</parameter></function>"],
  ["a function with JSON", '<function=get_weather>{"city":"Paris"}</function>'],
  ["a list after a mark", `[TOOL_CALLS] [${json}]`],
  ["a name after a mark", '[TOOL_CALLS]get_weather[ARGS]{"city":"Paris"}'],
  ["JSON after python_tag", '<|python_tag|>{"name":"get_weather","parameters":{"city":"Paris"}}'],
  ["bare JSON", `\n{ "name": "get_weather", "arguments": {"city": "Paris"} }`],
  ["Gemma's own syntax", '<|tool_call>call:get_weather{city:<|"|>Paris<|"|>}<tool_call|>'],
  ["Gemma's own syntax without its end", '<|tool_call>call:get_weather{city:<|"|>Paris'],
];

describe("calls that are written as text", () => {
  it.each(whole)("are found as %s, however the text is cut", (_, text) => {
    for (const pieces of [[text], Array.from(text), text.match(/[^]{1,3}/g) ?? []]) {
      expect(found(pieces).filter((one) => typeof one !== "string" || one.trim() !== "")).toEqual([paris]);
    }
  });

  it("leave the text around them as it is", () => {
    expect(found([`Let me see.\n<tool_call>${json}</tool_call>\nDone.`])).toEqual([
      "Let me see.\n",
      paris,
      "\nDone.",
    ]);
  });

  it.each([
    ["in a fence", `Write:\n\`\`\`\n<tool_call>${json}</tool_call>\n\`\`\`\nso.`],
    ["in inline code", `Write \`<tool_call>${json}</tool_call>\` so.`],
    ["of undeclared tools", `<tool_call>{"name":"rm","arguments":{}}</tool_call>`],
    ["of no tool", "<tool_call>and so on</tool_call>, a < b, [1], {x}"],
    ["in an answer that is JSON", '{"name":"Paris","arguments":{}}'],
    ["in JSON after text", `It is ${json}`],
  ])("stay text %s", (_, text) => {
    expect(found([text])).toEqual([text]);
    expect(found(Array.from(text))).toEqual([text]);
  });

  it("pass other text on at once", () => {
    const calls = new TextCalls(["clock"]);
    expect(calls.push("Is 1 < 2?")).toEqual(["Is 1 < 2?"]);
    expect(calls.push(" <too")).toEqual([" "]);
    expect(calls.push("l> no")).toEqual(["<tool> no"]);
  });

  it("hold no more than 64 KB back", () => {
    const calls = new TextCalls(["clock"]);
    const text = `<tool_call>${"x".repeat(70_000)}`;
    expect(calls.push(text)).toEqual([text]);
  });

  it("keep all text where nothing is called", () => {
    const unit = fc.constantFrom("<tool_call>", "`", "```\n", "{", "[TOOL_CALLS]", '"name"', "a", "\n", "</");
    fc.assert(
      fc.property(fc.array(unit), (pieces) => {
        const text = pieces.join("");
        expect(found(pieces)).toEqual(text === "" ? [] : [text]);
      }),
    );
  });
});
