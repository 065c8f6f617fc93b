import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { splitStopStrings } from "../renderer/features/chat/composer/stop-strings.ts";
import { textDirection } from "../renderer/features/chat/composer/text-direction.ts";
import { webUrl } from "../renderer/features/chat/parts/web-url.ts";
import { markMatches } from "../renderer/features/conversations/mark-matches.ts";
import { readQuantization } from "../renderer/features/models/quantization.ts";
import { withoutPrompt, withPrompt } from "../renderer/features/tasks/offers/put-prompt.ts";
import { withoutExtension } from "../renderer/ui/save-text.ts";
import { labelOf, languageOf } from "../renderer/ui/markdown/code-languages.ts";
import { cutAtLines } from "../renderer/ui/markdown/cut-at-lines.ts";
import { drawnBlocks } from "../renderer/ui/markdown/drawn-blocks.ts";
import { softenBorders } from "../renderer/ui/markdown/east-asian-borders.ts";
import { decodeEntities } from "../renderer/ui/markdown/html-entities.ts";
import { MarkdownSplitter, splitMarkdown } from "../renderer/ui/markdown/markdown-blocks.ts";
import { nestedFenceEnd } from "../renderer/ui/markdown/nested-fences.ts";
import { safeUrl } from "../renderer/ui/markdown/safe-url.ts";
import { withFormulaPipes } from "../renderer/ui/markdown/table-pipes.ts";
import { allowedExpansions } from "../renderer/ui/markdown/tex-expansion.ts";
import { parseNumber } from "../renderer/ui/parse-number.ts";
import { gemmaTags } from "../shared/formats/gemma4/tags.ts";
import { TagScanner } from "../shared/formats/tag-scanner.ts";
import { StopStrings } from "../shared/inference/stop-strings.ts";
import { asSrt, asText, asVtt } from "../shared/speech/transcript.ts";
import { quadraticInputs } from "./fixtures/adversarial-text.ts";

type Run = (text: string) => unknown;

const shared = join(import.meta.dirname, "../shared");

/**
 * Parsing a template is not linear in the library that does it. Templates are parsed in a process of their own,
 * within limits of time and memory (ADR 25).
 */
const templateParsers: ReadonlySet<string> = new Set([
  "chatFormatOf",
  "checkTemplate",
  "compilePromptTemplate",
  "generationCueProblem",
  "locateParseFailure",
  "previewTemplate",
  "templateBlocks",
  "traceTemplate",
]);

/** Their functions take numbers of their own kind, and never end with a text. */
const filesWithoutText: ReadonlySet<string> = new Set([join("tools", "calculator", "exact-number.ts")]);

/** Every exported function of `shared/`, called with the text as each of its arguments. */
async function sharedFunctions(): Promise<readonly (readonly [string, Run])[]> {
  const files = await readdir(shared, { recursive: true });
  const found: [string, Run][] = [];
  for (const file of files.filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts")).sort()) {
    if (filesWithoutText.has(file)) continue;
    const exported = (await import(join(shared, file))) as Record<string, unknown>;
    for (const [name, value] of Object.entries(exported)) {
      if (
        typeof value !== "function" ||
        templateParsers.has(name) ||
        value.length === 0 ||
        /^class\b/.test(String(value))
      )
        continue;
      const call = value as (...texts: readonly string[]) => unknown;
      found.push([name, (text) => call(...Array.from({ length: call.length }, () => text))]);
    }
  }
  return found;
}

const inPieces = (text: string, take: (piece: string) => unknown) => {
  for (let from = 0; from < text.length; from += 4) take(text.slice(from, from + 4));
};
const segments = (text: string) => [{ startMs: 0, endMs: 1000, text }];

/** What takes its text in another form, or piece by piece. */
const others: Readonly<Record<string, Run>> = {
  "asText of a segment": (text) => asText(segments(text)),
  "asSrt of a segment": (text) => asSrt(segments(text)),
  "asVtt of a segment": (text) => asVtt(segments(text)),
  "StopStrings in pieces": (text) => {
    const stops = new StopStrings(["aab", "\n\nx"]);
    inPieces(text, (piece) => stops.push(piece));
  },
  "TagScanner in pieces": (text) => {
    const scanner = new TagScanner(gemmaTags);
    inPieces(text, (piece) => scanner.push(piece));
  },
  "TagScanner at once": (text) => new TagScanner(gemmaTags).push(text),
};

const page: Readonly<Record<string, Run>> = {
  splitStopStrings,
  textDirection,
  webUrl,
  "markMatches of a text": (text) => markMatches(text, "a 1 “b”"),
  "markMatches of a query": (text) => markMatches("some words", text),
  readQuantization,
  withoutExtension,
  withPrompt: (text) => withPrompt(text, text, "Read this"),
  withoutPrompt: (text) => withoutPrompt(text, text),
  labelOf,
  languageOf,
  cutAtLines,
  softenBorders,
  decodeEntities,
  nestedFenceEnd: (text) => nestedFenceEnd(`\`\`\`md\n${text}`, true),
  safeUrl,
  withFormulaPipes: (text) => withFormulaPipes(`${text}\n$${text}$`, 2),
  allowedExpansions,
  parseNumber: (text) => parseNumber(text, { min: 0, max: 1 }),
  "splitting Markdown": splitMarkdown,
  "deciding what to draw": (text) => drawnBlocks(splitMarkdown(text).blocks),
  "splitting growing Markdown": (text) => new MarkdownSplitter().update(text, true),
};

describe("time in proportion to the length of the text", async () => {
  it.each(await sharedFunctions())("is taken by %s of shared", (_name, run) => {
    expect(quadraticInputs(run)).toEqual([]);
  });

  it.each(Object.entries({ ...others, ...page }))("is taken by %s", (_name, run) => {
    expect(quadraticInputs(run)).toEqual([]);
  });
});
