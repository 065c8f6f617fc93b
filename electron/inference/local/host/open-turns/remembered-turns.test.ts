import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chatTemplate } from "../../../../../scripts/models/chat-template.ts";
import { Gemma4Format } from "../../../../../shared/formats/gemma4/gemma4-format.ts";
import { gemmaTags } from "../../../../../shared/formats/gemma4/tags.ts";
import type { PromptSegment } from "../../../../../shared/formats/prompt-template.ts";
import type { TurnMedia, TurnStep } from "../../../../../shared/inference/prompt-turn.ts";
import { RememberedTurns } from "./remembered-turns.ts";

const format = new Gemma4Format(chatTemplate("appends-nothing"), { bosToken: "", eosToken: "" });
const cue = "<turn|>\n<|turn>model\n";
const image: TurnMedia = { kind: "image", hash: "a", widthPx: 48, heightPx: 48, path: "" };

/** Tags are tokens, and so are single characters and, from 10000 on, pairs of characters. */
const tokenOf = (text: string) => {
  const tag = gemmaTags.indexOf(text);
  if (tag >= 0) return tag;
  const [first = 0, second = 0] = Array.from(text, (letter) => letter.charCodeAt(0));
  return text.length === 1 ? 100 + first : 10_000 + first * 256 + second;
};
const textOf = (token: number) =>
  token >= 10_000
    ? String.fromCharCode((token - 10_000) >> 8, (token - 10_000) & 255)
    : (gemmaTags[token] ?? String.fromCharCode(token - 100));
const reading = {
  tagOf: (token: number) => gemmaTags[token] ?? null,
  detokenize: (tokens: readonly number[]) => tokens.map(textOf).join(""),
};
const mediumCells = { before: [tokenOf("<|image>")], cell: -1, length: 2, after: [tokenOf("<image|>")] };

/** One token a character, or one for two; tags are written as such. */
function tokensOf(text: string, size: 1 | 2 = 1): readonly number[] {
  const pieces = text.split(/(<\|[a-z_"]+\|?>|<[a-z_]+\|>)/);
  return pieces.flatMap((piece, i) => {
    if (i % 2 === 1) return [tokenOf(piece)];
    return (piece.match(size === 1 ? /[^]/g : /[^][^]?/g) ?? []).map(tokenOf);
  });
}

function segmentsOf(steps: readonly TurnStep[], thinking = true): readonly PromptSegment[] {
  const turns = [
    { role: "user", text: "Hi" },
    { role: "assistant", text: "", steps },
  ] as const;
  return format.render({ systemPrompt: "", turns, thinking }).openTurn;
}

function remembering(...turns: readonly (readonly number[])[]): RememberedTurns {
  const remembered = new RememberedTurns(format, reading, () => mediumCells);
  for (const tokens of turns) remembered.remember({ tokens, cue });
  return remembered;
}

const said = (segments: readonly PromptSegment[]) =>
  segments.map((segment) => (segment.kind === "media" ? "[medium]" : segment.text)).join("");
const text = (words: string): TurnStep => ({ type: "text", text: words });
const reasoning = (words: string): TurnStep => ({ type: "reasoning", text: words });
const call: TurnStep = { type: "tool-call", name: "f", arguments: { a: "b" } };
const callText = '<|tool_call>call:f{a:<|"|>b<|"|>}<tool_call|>';
const result: TurnStep = { type: "tool-result", name: "f", text: "r" };
const resultText = '<|tool_response>response:f{value:<|"|>r<|"|>}<tool_response|>';

describe("RememberedTurns", () => {
  it.each([1, 2] as const)(
    "continues with the model's tokens, and renders only what follows (%i)",
    (size) => {
      const tokens = tokensOf(`<|channel>thought\nHm.<channel|>Let me look.${callText}`, size);
      const steps = [reasoning("Hm."), text("Let me look."), call, result];
      const { tokens: known, rest } = remembering(tokens).continue(segmentsOf(steps), cue);
      expect(known).toEqual(tokens);
      expect(said(rest)).toBe(`${resultText}<|channel>thought\n`);
    },
  );

  it.each([
    ["around reasoning", "<|channel>thought\n\n Hm. \n<channel|>\n\nHi"],
    ["of a name without its line", "<|channel>Hm.<channel|>Hi"],
    ["of a doubled tag", "<|channel><|channel>thought\nHm.<channel|>Hi"],
    ["of an empty thought", "<|channel>thought\n<channel|><|channel>thought\nHm.<channel|>Hi"],
    ["before the call", "<|channel>thought\nHm.<channel|>Hi<|channel>\n<channel|>"],
  ])("keeps what the parser drops: %s", (_, written) => {
    const tokens = tokensOf(written + callText);
    const { tokens: known, rest } = remembering(tokens).continue(
      segmentsOf([reasoning("Hm."), text("Hi"), call, result]),
      cue,
    );
    expect([known, said(rest)]).toEqual([tokens, `${resultText}<|channel>thought\n`]);
  });

  it("keeps white space after a call, where the model's turn was interrupted", () => {
    const tokens = tokensOf(`${callText}\n`);
    expect(remembering(tokens).continue(segmentsOf([call, result]), cue).tokens).toEqual(tokens);
  });

  it("stops at the last tag before a difference", () => {
    const tokens = tokensOf(`<|channel>thought\nHm.<channel|>Let me look.`);
    const steps = [reasoning("Hm."), text("Let me see."), result];
    const { tokens: known, rest } = remembering(tokens).continue(segmentsOf(steps), cue);
    expect(known).toEqual(tokensOf("<|channel>thought\nHm.<channel|>"));
    expect(said(rest)).toBe(`Let me see.${resultText}<|channel>thought\n`);
  });

  it("compares strings of calls and results to the last blank line", () => {
    const tokens = tokensOf('<|tool_call>call:f{a:<|"|>\nb<|"|>}<tool_call|>');
    const { tokens: known } = remembering(tokens).continue(segmentsOf([call]), cue);
    expect(known).toEqual(tokensOf('<|tool_call>call:f{a:<|"|>'));
  });

  it("does not take a spelled tag for a tag", () => {
    const spelled = Array.from(callText, tokenOf);
    expect(remembering(spelled).continue(segmentsOf([call]), cue).tokens).toEqual([]);
    expect(remembering(tokensOf(callText)).continue(segmentsOf([text(callText)]), cue).tokens).toEqual([]);
  });

  it("continues a turn over several generations, with the channel that was opened for it", () => {
    const first = tokensOf(callText);
    const second = [
      ...first,
      ...tokensOf(`${resultText}<|channel>thought\nSo<channel|>`, 2),
      ...tokensOf("Hm"),
    ];
    const steps = [call, result, reasoning("So"), text("Hm"), call];
    const { tokens: known, rest } = remembering(first, second).continue(segmentsOf(steps), cue);
    expect([known, said(rest)]).toEqual([second, callText]);
  });

  it("does not repeat the channel's name where a turn was stopped right after its cue", () => {
    const stopped = tokensOf(`${callText}${resultText}<|channel>thought\n`);
    const { tokens: known, rest } = remembering(stopped).continue(segmentsOf([call, result]), cue);
    expect(textOfAll(known) + said(rest)).toBe(`${callText}${resultText}<|channel>thought\n`);
  });

  it("keeps the cells of media within a turn", () => {
    const step: TurnStep = { ...result, media: [image] };
    const cells = [tokenOf("<|image>"), -1, -1, tokenOf("<image|>")];
    const tokens = [
      ...tokensOf(callText + resultText),
      ...cells,
      ...tokensOf("<|channel>thought\nA<channel|>B", 2),
    ];
    const steps = [call, step, reasoning("A"), text("B")];
    expect(remembering(tokens).continue(segmentsOf(steps), cue)).toEqual({ tokens, rest: [] });
  });

  it("does not use a turn that began after another cue", () => {
    const segments = segmentsOf([text("Hi")]);
    const { tokens, rest } = remembering(tokensOf("Hi")).continue(
      segments,
      `${cue}<|channel>thought\n<channel|>`,
    );
    expect([tokens, rest]).toEqual([[], segments]);
  });

  it("prefers the turn that says most, and of those the last one", () => {
    const [one, two] = [tokensOf(`Hi${callText}`), tokensOf(`Hi${callText}`, 2)];
    const segments = segmentsOf([text("Hi"), call, result]);
    expect(remembering(tokensOf("Hi"), one, tokensOf("Hi", 2)).continue(segments, cue).tokens).toEqual(one);
    expect(remembering(one, two).continue(segments, cue).tokens).toEqual(two);
  });

  it("forgets all but the last eight turns, of which continued ones take one place", () => {
    const remembered = remembering(tokensOf("first"), tokensOf("Hi"));
    for (let i = 1; i <= 20; i++) remembered.remember({ tokens: tokensOf(`Hi${"x".repeat(i)}`), cue });
    const known = (words: string) => remembered.continue(segmentsOf([text(words)]), cue).tokens;
    expect(known("first")).not.toEqual([]);
    for (let i = 1; i <= 8; i++) remembered.remember({ tokens: tokensOf(`${i}`), cue });
    expect(known("first")).toEqual([]);
    expect(known("8")).not.toEqual([]);
  });

  it("says what the turn says, whatever was remembered", () => {
    const step = fc.oneof(
      fc.constantFrom(call, result),
      fc.constantFrom("a", "ab", "b\n", "\n a").map(text),
      fc.constantFrom("a", "ab").map(reasoning),
    );
    const steps = fc.array(step, { maxLength: 5 });
    fc.assert(
      fc.property(steps, fc.array(steps, { maxLength: 4 }), fc.constantFrom(1, 2), (wanted, others, size) => {
        const remembered = remembering(...others.map((other) => tokensOf(said(segmentsOf(other)), size)));
        const segments = segmentsOf(wanted);
        const { tokens, rest } = remembered.continue(segments, cue);
        const blankLines = /\n\s*/g;
        expect((textOfAll(tokens) + said(rest)).replaceAll(blankLines, "\n")).toBe(
          said(segments).replaceAll(blankLines, "\n"),
        );
      }),
    );
  });
});

const textOfAll = (tokens: readonly number[]) => tokens.map(textOf).join("");
