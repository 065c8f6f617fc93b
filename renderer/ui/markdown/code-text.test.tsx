import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { chunkLines, linesPerChunk } from "./code-chunks.ts";
import { labelOf, languageOf } from "./code-languages.ts";
import { CodeLines } from "./CodeLines.tsx";
import type { LineTokens } from "./highlight-protocol.ts";
import { cutAtLines } from "./cut-at-lines.ts";

const line = fc.string({ unit: fc.constantFrom("a", "b", " ", "(", "字"), maxLength: 12 });
const code = fc.array(line, { minLength: 1, maxLength: linesPerChunk * 3 });

/** The text as it is copied from the page: each box is a line of its own. */
function copied(lines: readonly string[], colours: readonly LineTokens[]): string {
  return renderToStaticMarkup(<CodeLines lines={lines} colours={colours} />)
    .replace(/^<code[^>]*>|<\/code>$/g, "")
    .split(/<span class="[^"]*chunk[^"]*">/)
    .slice(1)
    .map((box) => box.replace(/<[^>]+>/g, "").replaceAll("&#x27;", "'"))
    .map((text, index, all) => (index < all.length - 1 ? text.replace(/\n$/, "") : text))
    .join("\n");
}

describe("code", () => {
  it("is all there, line by line, in its chunks", () => {
    fc.assert(fc.property(code, (lines) => copied(lines, []) === lines.join("\n")));
  });

  it("is the same text when all or some of its lines are coloured", () => {
    fc.assert(
      fc.property(code, fc.nat(), (lines, share) => {
        const coloured = lines.slice(0, share % (lines.length + 1));
        const colours = coloured.map((each) =>
          each.length > 1 ? [1, 2, each.length - 1, 0] : [each.length, 1],
        );
        expect(copied(lines, colours)).toBe(lines.join("\n"));
      }),
    );
  });

  it("keeps its earlier chunks as they are while lines are added", () => {
    const lines = Array.from({ length: linesPerChunk * 2 + 3 }, (_unused, index) => `line ${index}`);
    const before = chunkLines(lines.slice(0, -1));
    const after = chunkLines(lines);
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
    expect(after[2]?.text).toBe(
      `line ${linesPerChunk * 2}\nline ${linesPerChunk * 2 + 1}\nline ${linesPerChunk * 2 + 2}`,
    );
  });
});

describe("the name above code", () => {
  it.each([
    ["py", "python", "Python"],
    ["TypeScript", "typescript", "TypeScript"],
    ["c++", "cpp", "C++"],
    ["sh", "bash", "Bash"],
    ["text", null, ""],
    ["brainfuck", null, "brainfuck"],
    ["constructor", null, "constructor"],
    ["__proto__", null, "__proto__"],
    ["", null, ""],
  ])("for %j is of the language %j: %j", (info, language, label) => {
    expect(languageOf(info)).toBe(language);
    expect(labelOf(info)).toBe(label);
  });
});

describe("cutAtLines", () => {
  it("loses nothing but the line breaks between its pieces", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("word ", "word\n", "x".repeat(9000)), { maxLength: 3000 }),
        (parts) => {
          const text = parts.join("");
          const pieces = cutAtLines(text);
          expect(pieces.join("").replaceAll("\n", "")).toBe(text.replaceAll("\n", ""));
          expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(8001);
        },
      ),
      { numRuns: 30 },
    );
  });
});
