import { Marked } from "marked";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { seededRandom, type SeededRandom } from "../../../scripts/soak/seeded-random.ts";
import { decodeEntities } from "./html-entities.ts";
import { Markdown } from "./Markdown.tsx";

/**
 * Facet against plain GitHub Flavored Markdown. It deviates on purpose: a line of dashes under a text is a rule,
 * single tildes are text, HTML and comments are shown, a block of Markdown contains blocks of code, formulas
 * are drawn, and marks beside East Asian characters open and close emphasis where CommonMark leaves them.
 */
const reference = new Marked({ gfm: true });
const count = 2500;

const words = ["word", "重要", "用户", "テスト", "한국어", "مرحبا", "שלום", "naïve"];
const borders = [
  "",
  "",
  " ",
  "。",
  "，",
  "：",
  "（",
  "）",
  "“",
  "”",
  "「",
  "」",
  "%",
  "(",
  ")",
  ".",
  ":",
  "—",
  '"',
  "'",
];

/** Text with emphasis and strikethrough in every surrounding, each mark opened and closed. */
function emphasised(random: SeededRandom): string {
  let text = "";
  for (let at = 0; at < 2 + random.below(4); at += 1) {
    const mark = random.pick(["**", "**", "*", "~~", ""]);
    const inner = random.pick([
      random.pick(words),
      `\`${random.pick(words)}\``,
      `[${random.pick(words)}](https://a.example)`,
    ]);
    text += `${random.pick(words)}${random.pick(borders)}${mark}${random.pick(borders).trim()}${inner}${random.pick(borders).trim()}${mark}${random.pick(borders)}`;
  }
  return text;
}

const money = ["5$/h", "$5", "US$10", "$1.50", "10$", "$PATH:$HOME", "$AAPL", "€5–$10", "$x", "100$/m"];
const formulas = ["$x^2$", "\\(a_1\\)", "$$\n\\frac{1}{2}\n$$", "\\[c = d\\]", "```math\ne+f\n```"];

/** A piece of a reply that shows the given word. */
function piece(word: string, random: SeededRandom): string {
  return random.pick([
    word,
    `# ${word}`,
    `- ${word}\n- ${random.pick(money)}`,
    `1. **${word}**`,
    `> ${word}\n> more`,
    `| ${word} | ${random.pick(money)} |\n|---|---|\n| ${random.pick(money)} | b |`,
    `\`\`\`js\n${word}\n\`\`\``,
    `\`\`\`markdown\n\`\`\`sh\n${word}\n\`\`\`\n\`\`\``,
    `<!-- ${word} -->`,
    `<!-- ${word}`,
    `<div>${word}</div>`,
    `Text <b>${word}</b> <i>and`,
    `${random.pick(money)} and ${random.pick(money)} for ${word}`,
    `مرحبا ${word} ${random.pick(money)}`,
    `[${word}](https://a.example) ![${word}](https://a.example/b.png)`,
    `${word}\n---`,
    `**${word}`,
    `<script>\n${word}`,
    `    ${word}`,
    `~~~\n${word}\n~~~`,
  ]);
}

const drawn = (text: string) => renderToStaticMarkup(<Markdown text={text} />);
const textOf = (html: string) => decodeEntities(html.replace(/<[^>]*>/g, "")).replaceAll("&#x27;", "'");
const looseMarks = (html: string) =>
  textOf(html.replace(/<code[\s\S]*?<\/code>/g, "")).match(/\*+|~~/g)?.length ?? 0;
const outline = (html: string) => html.match(/<\/?(?:strong|em|del)(?=>)/g) ?? [];

it(`emphasises ${count} texts at least as well as plain CommonMark`, () => {
  for (let seed = 1; seed <= count; seed += 1) {
    const text = emphasised(seededRandom(seed));
    const expected = reference.parse(text, { async: false });
    const actual = drawn(text);
    expect(looseMarks(actual), `seed ${seed}: ${text}`).toBeLessThanOrEqual(looseMarks(expected));
    if (looseMarks(expected) === 0)
      expect(outline(actual), `seed ${seed}: ${text}`).toEqual(outline(expected));
  }
});

it(`shows every word of ${count} texts, and formulas only where they are written`, () => {
  for (let seed = 1; seed <= count; seed += 1) {
    const random = seededRandom(seed);
    const shown = Array.from({ length: 4 }, (_unused, at) => `w${seed}x${at}w`);
    const hasFormula = random.below(2) < 1;
    // A formula stands alone, since what is open before it may contain it.
    const formula = hasFormula ? [random.pick(formulas)] : [];
    const text = [...formula, ...shown.map((word) => piece(word, random))].join("\n\n");
    const html = drawn(text);
    const visible = textOf(html);
    for (const word of shown) expect(visible, `seed ${seed}: ${text}`).toContain(word);
    expect(html.match(/<span[^>]*translate="no" dir="ltr"/g) ?? [], `seed ${seed}: ${text}`).toHaveLength(
      formula.length,
    );
  }
});
