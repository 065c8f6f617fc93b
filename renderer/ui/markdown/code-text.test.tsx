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

/** The text as it is copied from the page: each chunk is a block of its own. */
function copied(lines: readonly string[], colours: readonly LineTokens[]): string {
  return renderToStaticMarkup(<CodeLines lines={lines} colours={colours} />)
    .replace(/^<code[^>]*>|<\/code>$/g, "")
    .split(/<span class="[^"]*chunk[^"]*">/)
    .slice(1)
    .map((box) => box.replace(/<[^>]+>/g, "").replaceAll("&#x27;", "'"))
    .map((text, index, all) => (index < all.length - 1 ? text.replace(/\n$/, "") : text))
    .join("\n");
}

describe("CodeLines", () => {
  it("renders every line", () => {
    fc.assert(fc.property(code, (lines) => copied(lines, []) === lines.join("\n")));
  });

  it("renders the same text with and without colours", () => {
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

  it("keeps earlier chunks unchanged while lines are added", () => {
    const lines = Array.from({ length: linesPerChunk * 2 + 3 }, (_unused, index) => `line ${index}`);
    const before = chunkLines(lines.slice(0, -1));
    const after = chunkLines(lines);
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2));
    expect(after[2]?.text).toBe(
      `line ${linesPerChunk * 2}\nline ${linesPerChunk * 2 + 1}\nline ${linesPerChunk * 2 + 2}`,
    );
  });
});

describe("the language and label of a code block", () => {
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
  ])("for %j are %j and %j", (info, language, label) => {
    expect(languageOf(info)).toBe(language);
    expect(labelOf(info)).toBe(label);
  });
});

describe("cutAtLines", () => {
  it("cuts only at line ends, into pieces of one long line or several short ones", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("word ", "word\n", "\n", `${"x".repeat(9000)}\n`), { maxLength: 1300 }),
        (parts) => {
          const text = parts.join("");
          const pieces = cutAtLines(text);
          expect(pieces.join("\n")).toBe(text);
          for (const piece of pieces)
            expect(piece.length <= 8001 || !piece.trimStart().includes("\n")).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("cuts a line that takes long to lay out, without losing text", () => {
    const text = "word ".repeat(200_000);
    const pieces = cutAtLines(text);
    expect(pieces.join("")).toBe(text);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(16_000);
  });
});
