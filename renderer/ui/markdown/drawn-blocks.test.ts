import { describe, expect, it } from "vitest";
import { drawingLimits } from "./drawing-limits.ts";
import { drawnBlocks, type DrawnBlock } from "./drawn-blocks.ts";
import { MarkdownSplitter, splitMarkdown } from "./markdown-blocks.ts";

const draw = (text: string) => drawnBlocks(splitMarkdown(text).blocks);
const types = (blocks: readonly DrawnBlock[]) => blocks.map(({ type }) => type);

/** All text that is shown, formatted or not. */
const shown = (blocks: readonly DrawnBlock[]) =>
  blocks.map((block) => (block.type === "source" ? block.source : block.token.raw)).join("");

describe("drawnBlocks", () => {
  it.each([
    ["a paragraph of dollars", "$".repeat(9_000)],
    ["openings of formulas in one line", "\\[a ".repeat(3_000)],
    ["mixed emphasis", "__a*".repeat(2_500)],
    ["tags in one line", "<b>".repeat(5_000)],
    ["exclamation marks", "!".repeat(9_000)],
    [
      "a table that is padded to 2,000 columns",
      `${"|a".repeat(2000)}|\n${"|-".repeat(2000)}|\n${"|\n".repeat(99)}`,
    ],
    ["a list of 4,000 items", "- a\n".repeat(4_000)],
    ["a line of 20,000 characters", "字a ".repeat(7_000)],
    ["a line of code of 50,000 characters", `\`\`\`\n${"اa ".repeat(17_000)}\n\`\`\``],
  ])("shows %s as its source, and draws what is around it", (_name, text) => {
    const blocks = draw(`Before **it**.\n\n${text}\n\nAfter it.`);
    expect(types(blocks)).toEqual(["block", "source", "block"]);
    expect(shown(blocks).replaceAll("\n", "")).toBe(`Before **it**.${text}After it.`.replaceAll("\n", ""));
  });

  it.each([
    ["a long paragraph", "word **bold** `code` and more words ".repeat(100)],
    ["a table of 300 rows", `| a | b | c |\n|---|---|---|\n${"| 1 | **2** | $x$ |\n".repeat(300)}`],
    ["a list of 300 items", "- an item with a [link](https://example.com)\n".repeat(300)],
    ["long code", `\`\`\`ts\n${"const value = compute(1, 2);\n".repeat(4_000)}\`\`\``],
    [
      "a derivation",
      "$$\n\\begin{aligned}\na &= b \\\\\nc &= d\n\\end{aligned}\n$$\n\nso $x$.\n\n".repeat(100),
    ],
  ])("draws %s", (_name, text) => {
    expect(new Set(types(draw(text)))).toEqual(new Set(["block"]));
  });

  it("shows everything after the budget of the text as its source, without losing any of it", () => {
    const text = "Some *words*.\n\n".repeat(9_000);
    const blocks = draw(text);
    expect(blocks.at(-1)?.type).toBe("source");
    expect(types(blocks.slice(0, -1))).not.toContain("source");
    const elements = blocks.reduce((sum, block) => sum + (block.type === "block" ? block.elements : 0), 0);
    expect(elements).toBeLessThanOrEqual(drawingLimits.elements);
    expect(shown(blocks).replaceAll("\n", "")).toBe(text.replaceAll("\n", ""));
  });

  it("keeps drawing what was drawn while the text grows", () => {
    const text = "Some *words* here.\n\n".repeat(2_500);
    const splitter = new MarkdownSplitter();
    let before = 0;
    for (let end = 997; end < text.length; end += 997) {
      const blocks = drawnBlocks(splitter.update(text.slice(0, end), true).blocks);
      const drawn = blocks.filter(({ type }) => type === "block").length;
      // The last paragraph may be cut in a place where it costs one element more or less.
      expect(drawn).toBeGreaterThanOrEqual(before - 1);
      before = drawn;
    }
  });
});
