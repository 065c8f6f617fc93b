import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MarkdownSplitter, splitMarkdown, type MarkdownBlock } from "./markdown-blocks.ts";

const fragments = [
  "# Title\n\n",
  "Some **bold** prose.\n",
  "more of it\n\n",
  "- one\n- two\n",
  "  - nested\n\n",
  "1. first\n2. second\n\n",
  "```ts\nconst a = 1;\n\n\nconst b = 2;\n```\n",
  "```\nopen",
  "| a | b |\n|---|---|\n| 1 | 2 |\n",
  "> quoted\n> on\n\n",
  "$$\nx^2\n$$\n",
  "\\[ y \\]\n\n",
  "---\n\n",
  "    indented\n",
  "\n\n",
  "text\r\nwith returns\r\n",
  "<div>\n",
  "[ref]: https://example.com\n",
];

function outline(blocks: readonly MarkdownBlock[]): readonly string[] {
  return blocks
    .filter((block) => block.token.type !== "space")
    .map((block) => `${block.token.type}:${block.token.raw.trim()}`);
}

function grow(text: string, step: number): MarkdownSplitter {
  const splitter = new MarkdownSplitter();
  for (let end = step; end < text.length; end += step) splitter.update(text.slice(0, end), true);
  return splitter;
}

describe("MarkdownSplitter", () => {
  it("ends with the same blocks however the text was split", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...fragments), { maxLength: 14 }),
        fc.integer({ min: 1, max: 9 }),
        (parts, step) => {
          const text = parts.join("");
          const finished = grow(text, step).update(text, false);
          expect(outline(finished.blocks)).toEqual(outline(splitMarkdown(text).blocks));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("matches a full parse in all but the last two blocks while text arrives", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...fragments), { minLength: 3, maxLength: 14 }), (parts) => {
        const text = parts.join("");
        const growing = grow(text, 3).update(text, true);
        const whole = outline(splitMarkdown(text).blocks);
        const settled = whole.slice(0, -2);
        expect(outline(growing.blocks).slice(0, settled.length)).toEqual(settled);
      }),
      { numRuns: 1000 },
    );
  });

  it("keeps the identity of finished blocks while the last one grows", () => {
    const splitter = new MarkdownSplitter();
    const before = splitter.update("# One\n\nTwo\n\nThree\n\nFo", true).blocks;
    const after = splitter.update("# One\n\nTwo\n\nThree\n\nFour and", true).blocks;
    expect(after.slice(0, -1)).toEqual(before.slice(0, -1));
    after.slice(0, -1).forEach((block, index) => expect(block).toBe(before[index]));
    expect(after.at(-1)?.token.raw).toBe("Four and");
  });

  it("keeps every block when the last update only marks the text as complete", () => {
    const splitter = new MarkdownSplitter();
    const before = splitter.update("# One\n\nTwo\n\n- three\n- four\n", true).blocks;
    const after = splitter.update("# One\n\nTwo\n\n- three\n- four\n", false).blocks;
    after.forEach((block, index) => expect(block).toBe(before[index]));
  });

  it("starts over when the text is replaced", () => {
    const splitter = new MarkdownSplitter();
    splitter.update("# One\n\nTwo\n\nThree\n\nFour", true);
    expect(outline(splitter.update("Something else", true).blocks)).toEqual(["paragraph:Something else"]);
  });

  it("keeps link definitions of blocks that are no longer parsed", () => {
    const splitter = new MarkdownSplitter();
    splitter.update("[a]: https://example.com\n\none\n\ntwo\n\nthree", true);
    expect(
      splitter.update("[a]: https://example.com\n\none\n\ntwo\n\nthree\n\nfour", true).links,
    ).toMatchObject({
      a: { href: "https://example.com" },
    });
  });

  it.each([
    ["a lone star", "Text.\n\n*", ["paragraph"]],
    ["a lone dash under a paragraph", "Text\n-", ["paragraph"]],
    ["the marks of a rule", "Text\n\n--", ["paragraph"]],
    ["a number that may become a list", "Text\n\n1", ["paragraph"]],
    ["the header of a table", "| Name | Si", ["table"]],
    ["the header and half of the line below", "| Name | Size |\n|--", ["table"]],
    ["a table right under a sentence", "So:\n| Name | Size |\n|--", ["paragraph", "table"]],
    ["an open formula", "So:\n$$\n\\frac{a}{", ["paragraph", "math"]],
    ["marks inside code", "```\n| a |\n-", ["code"]],
  ])("completes %s", (_name, text, types) => {
    const { blocks } = new MarkdownSplitter().update(text, true);
    expect(blocks.map((block) => block.token.type).filter((type) => type !== "space")).toEqual(types);
  });

  it("parses a very long text in time", { timeout: 60_000 }, () => {
    const text = "A paragraph with **bold** text and `code`.\n\n- item one\n- item two\n\n".repeat(3000);
    expect(splitMarkdown(text).blocks.length).toBeGreaterThan(6_000);
  });
});
