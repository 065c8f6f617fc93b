import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OutputStart } from "./output-syntax.ts";
import { gemmaOutput } from "./gemma4/tags.ts";
import { OutputParser, type OutputEvent } from "./output-parser.ts";

type Piece = string | { readonly tag: string };
const open = { tag: "<|channel>" };
const close = { tag: "<channel|>" };
const inText = ["<|channel>", "<channel|>", "<|turn>", "<turn|>"];

interface Reading {
  readonly reasoning: string;
  readonly answer: string;
  readonly reasoningsEnded: number;
  readonly isInReasoning: boolean;
}

function parserOf(
  tagsInText: readonly string[],
  promptEnd: string,
  continues: OutputStart["continues"] = null,
): OutputParser {
  return new OutputParser(gemmaOutput, { tagsInText, start: { promptEnd, continues } });
}

function read(
  pieces: readonly Piece[],
  options: { tagsInText?: string[]; promptEnd?: string; continues?: OutputStart["continues"] } = {},
): Reading {
  const parser = parserOf(options.tagsInText ?? [], options.promptEnd ?? "<|turn>model\n", options.continues);
  const events: OutputEvent[] = pieces.flatMap((piece) =>
    typeof piece === "string" ? parser.text(piece) : parser.tag(piece.tag),
  );
  events.push(...parser.end());
  const said = (part: "reasoning" | "text") =>
    events.map((event) => (event.type === "text" && event.part === part ? event.text : "")).join("");
  return {
    reasoning: said("reasoning"),
    answer: said("text"),
    reasoningsEnded: events.filter(({ type }) => type === "reasoning-ended").length,
    isInReasoning: parser.isInReasoning,
  };
}

/** Splits the text at the given offsets. */
function cutUp(text: string, places: readonly number[]): string[] {
  const ends = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [...ends, text.length].map((end, i) => text.slice(i === 0 ? 0 : ends[i - 1], end));
}

/** Text made of tag fragments, so that near misses are frequent. */
const awkwardText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "<",
        "|",
        ">",
        "<|",
        "|>",
        "channel",
        "<|channel",
        "turn",
        "thought",
        "thought\n",
        "\n",
        " ",
        "\t",
      ),
      fc.constantFrom("<|channel>", "<channel|>", "<|turn", "<turn|>"),
      fc.string({ maxLength: 6, unit: "grapheme" }),
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(""));

describe("OutputParser with tags as tokens", () => {
  it("separates reasoning from the answer and drops the channel name", () => {
    expect(read([open, "thought\n", "I wonder.", close, "Hello!"])).toEqual({
      reasoning: "I wonder.",
      answer: "Hello!",
      reasoningsEnded: 1,
      isInReasoning: false,
    });
  });

  it("passes an answer without reasoning through immediately", () => {
    const parser = parserOf([], "<|turn>model\n");
    expect(parser.text("Hel")).toEqual([{ type: "text", part: "text", text: "Hel" }]);
    expect(parser.text("lo  ")).toEqual([{ type: "text", part: "text", text: "lo  " }]);
  });

  it.each([
    ["nothing", [open, close, "Hi"]],
    ["the name alone", [open, "thought", close, "Hi"]],
    ["the name and its newline", [open, "thought\n", close, "Hi"]],
    ["white space", [open, "thought\n", "\n \n", close, "Hi"]],
    ["a doubled opening tag", [open, open, "thought\n", close, "Hi"]],
  ])("emits no reasoning for a thought channel with %s", (_, pieces) => {
    expect(read(pieces)).toEqual({ reasoning: "", answer: "Hi", reasoningsEnded: 0, isInReasoning: false });
  });

  it("trims white space around reasoning and keeps it inside", () => {
    const { reasoning } = read([open, "thought\n", "\n\n  a\n", "\n  b", " \n", close]);
    expect(reasoning).toBe("a\n\n  b");
  });

  it("keeps reasoning without a channel name, and reasoning that begins like the name", () => {
    expect(read([open, "I see", close]).reasoning).toBe("I see");
    expect(read([open, "thoughtful", close]).reasoning).toBe("thoughtful");
    expect(read([open, "tho", "se", close]).reasoning).toBe("those");
  });

  it("drops empty lines before the answer but not the indentation of its first line", () => {
    expect(read([open, "thought\n", "x", close, "\n", "\n    code"]).answer).toBe("    code");
    expect(read(["  \n"]).answer).toBe("");
  });

  it("reports that the output ended inside the reasoning", () => {
    expect(read([open, "thought\n", "still thinking"])).toMatchObject({
      isInReasoning: true,
      reasoningsEnded: 0,
    });
    expect(read([open]).isInReasoning).toBe(true);
    expect(read(["Hi"]).isInReasoning).toBe(false);
  });

  it.each([
    ["<|turn>model\n<|channel>", ["thought\n", "Hm", close, "Hi"]],
    ["<|turn>model\n<|channel>thought", ["\n", "Hm", close, "Hi"]],
    ["<|turn>model\n<|channel>thought\n", ["Hm", close, "Hi"]],
    ["<|turn>model\n<|channel>thought\nLet me see: ", [" Hm", close, "Hi"]],
  ])("continues in a channel that the prompt opened: %j", (promptEnd, pieces) => {
    const reading = read(pieces, { promptEnd });
    expect(reading).toEqual({ reasoning: "Hm", answer: "Hi", reasoningsEnded: 1, isInReasoning: false });
  });

  it("continues a part of the turn with all its white space", () => {
    const reasoning = read([" me see", close, "\n\nHi"], { promptEnd: "", continues: "reasoning" });
    expect([reasoning.reasoning, reasoning.answer, reasoning.reasoningsEnded]).toEqual([" me see", "Hi", 1]);
    expect(read(["\n\n  is"], { promptEnd: "", continues: "text" }).answer).toBe("\n\n  is");
  });

  it("separates reasoning that has no name from the answer", () => {
    const syntax = { reasoning: { open: "<think>", close: "</think>", name: "" }, turnTags: [], calls: null };
    const start = { promptEnd: "<|im_start|>assistant\n<think>\n", continues: null };
    const parser = new OutputParser(syntax, { tagsInText: ["<think>", "</think>"], start });
    expect([...parser.text("Hm.</th"), ...parser.text("ink>\n\nHi"), ...parser.end()]).toEqual([
      { type: "text", part: "reasoning", text: "Hm." },
      { type: "reasoning-ended" },
      { type: "text", part: "text", text: "Hi" },
    ]);
  });

  it("passes everything on where reasoning has no tags", () => {
    const start = { promptEnd: "", continues: null };
    const parser = new OutputParser(
      { reasoning: null, turnTags: [], calls: null },
      { tagsInText: [], start },
    );
    expect(parser.text("<|channel>a<channel|>")).toEqual([
      { type: "text", part: "text", text: "<|channel>a<channel|>" },
    ]);
  });

  it("starts in the answer where the prompt opened and closed the channel", () => {
    expect(read(["Hi"], { promptEnd: "<|turn>model\n<|channel>thought\n<channel|>" }).answer).toBe("Hi");
  });

  it("drops every other tag", () => {
    expect(read(["a", { tag: "<|image>" }, "b", close, "c"]).answer).toBe("abc");
  });

  it("ignores everything after the end of the turn", () => {
    const parser = parserOf([], "");
    expect([parser.text("a"), parser.tag("<turn|>"), parser.text("b")].flat()).toHaveLength(1);
    expect(parser.isTurnOver).toBe(true);
  });

  it("treats a tag spelled out in ordinary tokens as text", () => {
    const spelled = "Gemma closes its thought with <channel|> and opens it with <|channel>.";
    expect(read([spelled]).answer).toBe(spelled);
    expect(read([open, "thought\n", "<channel|>", close]).reasoning).toBe("<channel|>");
  });

  it("gives the same result however the text is split into tokens", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(awkwardText, fc.constantFrom(open, close)), { maxLength: 8 }),
        fc.array(fc.nat(), { maxLength: 12 }),
        (pieces, places) => {
          const cut = pieces.flatMap((piece): Piece[] =>
            typeof piece === "string" ? cutUp(piece, places) : [piece],
          );
          expect(read(cut)).toEqual(read(pieces));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("keeps all text of reasoning and answer", () => {
    fc.assert(
      fc.property(
        awkwardText,
        awkwardText,
        fc.array(fc.nat(), { maxLength: 12 }),
        (reasoning, answer, places) => {
          const reading = read([
            open,
            "thought\n",
            ...cutUp(reasoning, places),
            close,
            ...cutUp(answer, places),
          ]);
          expect(reading.reasoning).toBe(reasoning.trim());
          expect(reading.answer.trimEnd()).toBe(answer.replace(/^\s*\n/, "").trimEnd());
          expect(reading.reasoningsEnded).toBe(reasoning.trim() === "" ? 0 : 1);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("OutputParser with tags that are not in the vocabulary", () => {
  it("finds tags in the text and never emits a part of one", () => {
    const parser = parserOf(inText, "<|turn>model\n");
    const written = "<|channel>thought\nHm.<channel|>Is 1 < 2? <|b> <turn|>more".split("");
    const events = written.flatMap((letter) => parser.text(letter));
    const text = (part: string) =>
      events.map((event) => (event.type === "text" && event.part === part ? event.text : "")).join("");
    expect(text("reasoning")).toBe("Hm.");
    expect(text("text")).toBe("Is 1 < 2? <|b> ");
    expect(parser.isTurnOver).toBe(true);
  });

  it("emits a partial tag as text once it cannot be a tag, at the latest at the end", () => {
    const parser = parserOf(inText, "");
    expect(parser.text("a<|chan")).toEqual([{ type: "text", part: "text", text: "a" }]);
    expect(parser.text("ge")).toEqual([{ type: "text", part: "text", text: "<|change" }]);
    expect(parser.text("<")).toEqual([]);
    expect(parser.end()).toEqual([{ type: "text", part: "text", text: "<" }]);
  });

  it("gives the same result however the text is split into tokens", () => {
    fc.assert(
      fc.property(awkwardText, fc.array(fc.nat(), { maxLength: 20 }), (text, places) => {
        expect(read(cutUp(text, places), { tagsInText: inText })).toEqual(
          read([text], { tagsInText: inText }),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("handles tags in the text like tags as tokens", () => {
    const plain = awkwardText.filter((text) => !/<.*>/s.test(text));
    fc.assert(
      fc.property(plain, plain, fc.array(fc.nat(), { maxLength: 20 }), (reasoning, answer, places) => {
        const spelled = `<|channel>thought\n${reasoning}<channel|>${answer}`;
        const asText = read(cutUp(spelled, places), { tagsInText: inText });
        expect(asText).toEqual(read([open, "thought\n", reasoning, close, answer]));
      }),
      { numRuns: 500 },
    );
  });
});
