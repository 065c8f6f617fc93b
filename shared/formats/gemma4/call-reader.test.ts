import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../chat/message-part.ts";
import { OutputParser, type OutputEvent } from "../output-parser.ts";
import { gemmaOutput, gemmaTags } from "./tags.ts";

/** Parses an output in which the tags are tokens, one character of text at a time. */
function parse(output: string, readsCalls = true): readonly OutputEvent[] {
  const parser = new OutputParser(gemmaOutput, {
    tagsInText: [],
    start: { promptEnd: "", continues: null },
    readsCalls,
  });
  const tags = gemmaTags.map((tag) => tag.replaceAll("|", "\\|")).join("|");
  const pieces = output.split(new RegExp(`(${tags})`, "u"));
  const events = pieces.flatMap((piece) =>
    gemmaTags.includes(piece) ? parser.tag(piece) : Array.from(piece).flatMap((one) => parser.text(one)),
  );
  return [...events, ...parser.end()];
}

/** Text is joined. */
function summary(output: string): readonly unknown[] {
  const found: unknown[] = [];
  for (const event of parse(output)) {
    const last = found.at(-1);
    if (event.type === "tool-call") found.push([event.name, event.arguments]);
    else if (event.type === "text" && typeof last === "string") found[found.length - 1] = last + event.text;
    else if (event.type === "text") found.push(event.text);
  }
  return found;
}

const q = '<|"|>';
const argumentsOf = (written: string) => {
  const [call] = summary(`<|tool_call>call:f${written}<tool_call|>`);
  return (call as readonly [string, JsonObject])[1];
};

describe("the arguments of a Gemma call", () => {
  it.each<[written: string, args: JsonObject]>([
    [`{}`, {}],
    [`{city:${q}Paris${q}}`, { city: "Paris" }],
    [`{a:12,b:-3,c:0}`, { a: 12, b: -3, c: 0 }],
    [`{a:1.5,b:-0.25,c:1e3,d:2.5E-4}`, { a: 1.5, b: -0.25, c: 1000, d: 0.00025 }],
    [`{a:true,b:false,c:null}`, { a: true, b: false, c: null }],
    [`{a:[],b:[1,2],c:[${q}x${q},${q}y${q}]}`, { a: [], b: [1, 2], c: ["x", "y"] }],
    [`{a:{},b:{c:{d:[{e:1}]}}}`, { a: {}, b: { c: { d: [{ e: 1 }] } } }],
    [`{a:${q}${q}}`, { a: "" }],
    [`{a:${q}x, y: {z} [1] "quoted"\n\\n${q}}`, { a: 'x, y: {z} [1] "quoted"\n\\n' }],
    [`{${q}a b${q}:1,"c":2}`, { "a b": 1, c: 2 }],
    [`{ a : 1 , b : ${q}x${q} }`, { a: 1, b: "x" }],
    [`{__proto__:1}`, JSON.parse('{"__proto__":1}') as JsonObject],
    // What models get wrong.
    [`{a:"x\\n\\u00e9",b:'y'}`, { a: "x\né", b: "y" }],
    [`{a:Paris, France,b:1}`, { a: "Paris", b: 1 }],
    [`{a:New York}`, { a: "New York" }],
    [`{a:True,b:None}`, { a: true, b: null }],
    [`{a:1`, { a: 1 }],
    [`{a:[1,{b:2}`, { a: [1, { b: 2 }] }],
    [`{a:${q}x`, { a: "x" }],
    [`{a:[1,2,b:3}`, { a: [1, 2, "b:3"] }],
    [`{,a:1,,}`, { a: 1 }],
    [`{a:1}}]`, { a: 1 }],
    [``, {}],
  ])("reads %s", (written, args) => {
    expect(argumentsOf(written)).toEqual(args);
  });

  it("reads any depth without overflowing the stack", () => {
    expect(Object.keys(argumentsOf(`{a:${"[".repeat(1000)}${"]".repeat(1000)}}`))).toEqual(["a"]);
  });
});

describe("calls in an output", () => {
  it("follow each other, with blank text between them dropped", () => {
    const calls = "<|tool_call>call:f{}<tool_call|>\n<|tool_call>call:g{}<tool_call|>";
    expect(summary(calls)).toEqual([
      ["f", {}],
      ["g", {}],
    ]);
  });

  it("come after reasoning and text, and close a thought that is open", () => {
    const call = "<|tool_call>call:f{}<tool_call|>";
    expect(summary(`<|channel>thought\nHm<channel|> Let me see.${call}`)).toEqual([
      "Hm Let me see.",
      ["f", {}],
    ]);
    const events = parse(`<|channel>thought\nHm${call}`).map(({ type }) => type);
    expect(events.slice(-3)).toEqual(["reasoning-ended", "tool-call-started", "tool-call"]);
  });

  it("are announced as soon as their name is known", () => {
    const events = parse("<|tool_call>call:get_weather{city:");
    expect(events).toEqual([{ type: "tool-call-started", name: "get_weather" }]);
  });

  it("end with the output where their closing tag is missing", () => {
    expect(summary("<|tool_call>call:f{a:1<turn|>")).toEqual([["f", { a: 1 }]]);
  });

  it("are text where no tool is declared, and where they have no name", () => {
    expect(summary("<|tool_call>nothing of the kind<tool_call|>")).toEqual(["nothing of the kind"]);
    expect(parse("<|tool_call>call:f{}<tool_call|>", false).map(({ type }) => type)).not.toContain(
      "tool-call",
    );
  });
});
