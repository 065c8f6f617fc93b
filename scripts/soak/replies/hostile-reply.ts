import type { SeededRandom } from "../seeded-random.ts";

/** A reply that is made to cost much to draw. */
export interface HostileReply {
  readonly construct: string;
  readonly text: string;
  /** Words that must be on screen, whatever becomes of the rest. */
  readonly words: readonly string[];
}

type Make = (size: number, random: SeededRandom) => string;

const repeated = (unit: string, size: number) =>
  unit.repeat(Math.max(1, Math.ceil(size / unit.length))).slice(0, size);
const marks = [
  ...Array.from("$*_~`[]()<>!|\\&#-+=:.{}^@\"'"),
  "**",
  "__",
  "~~",
  "``",
  "![",
  "](",
  "[a](b",
  "\\[",
  "\\(",
  "$$",
  "__a*",
  "*a_",
  "<b>",
  "<b ",
  "</b>",
  "<!--",
  "-->",
  "http://a.",
  "www.a.",
  "a@b.c ",
  "&amp;",
  "&#x41;",
  "[a]: b\n",
  "[a][",
  "**“",
  "字**",
  "\u202e",
  "😀",
  "\u0301",
];
const texUnits = [
  "\\frac{1}{",
  "\\sqrt{",
  "x^{",
  "\\left(",
  "\\boxed{",
  "\\overline{",
  "\\textcolor{red}{",
  "{",
];

/** Each kind of Markdown, nested, wide, repeated, and expanding. `size` is the length to aim at. */
const constructs: Readonly<Record<string, Make>> = {
  "one mark": (size, random) => repeated(random.pick(marks), size),
  "one mark a word": (size, random) => repeated(`${random.pick(marks)}a `, size),
  "two marks": (size, random) => repeated(random.pick(marks) + random.pick(marks), size),
  "one mark a line": (size, random) => repeated(`${random.pick(marks)}${random.pick(marks)}\n`, size),
  "one mark a block": (size, random) => repeated(`${random.pick(marks)}a\n\n`, size),
  "all marks": (size, random) => {
    let text = "";
    while (text.length < size) text += random.pick(marks) + random.pick(["", "a", " ", "\n", "\n\n"]);
    return text;
  },
  "deep quotes": (size) => repeated("> ", size),
  "deep lists": (size) =>
    Array.from({ length: Math.sqrt(size) }, (_unused, depth) => `${" ".repeat(depth * 2)}- x`).join("\n"),
  "lists in quotes": (size, random) => repeated(random.pick(["> - ", "- > ", "1. > - "]), size),
  "long lists": (size, random) =>
    repeated(random.pick(["- a\n", "1. a\n", "- [ ] a\n", "- a\n\n  b\n"]), size),
  "wide tables": (size) => {
    const columns = Math.max(1, Math.floor(size / 8));
    return `${"|a".repeat(columns)}|\n${"|-".repeat(columns)}|\n${"|\n".repeat(columns * 2)}`;
  },
  "long tables": (size, random) =>
    `| a | b |\n|---|---|\n${repeated(random.pick(["| 1 | **2** |\n", "|\n", "| $x$ | `y` |\n"]), size)}`,
  "many tables": (size) => repeated("| a | b |\n|---|---|\n| 1 | 2 |\n\n", size),
  "code without end": (size, random) =>
    `\`\`\`${random.pick(["js", "python", "html", "md"])}\n${repeated("a(b) {c};\n", size)}`,
  "many code blocks": (size) => repeated("```js\nlet a = 1;\n```\n", size),
  "fences in fences": (size) => repeated("```markdown\n```js\nx\n```\n", size),
  "a long line of code": (size, random) =>
    `\`\`\`js\n${repeated(random.pick(["f(1)+", "字a ", "😀a", "اa "]), size)}\n\`\`\``,
  "a long line": (size, random) =>
    repeated(random.pick(["a", "word ", "字", "字a ", "ال", "اa ", "😀", "😀a", "\u0301"]), size),
  "many lines": (size) => repeated("a\n", size),
  "many paragraphs": (size) => repeated("a\n\n", size),
  links: (size) => repeated("[a](https://example.com/) ", size),
  "link definitions": (size) =>
    `${repeated("[a]: https://example.com\n", size / 2)}\n${repeated("[a] ", size / 2)}`,
  "HTML tags": (size, random) => {
    const tag = random.pick(["b", "i", "sub", "kbd"]);
    const count = Math.floor(size / (tag.length * 2 + 5));
    return `${`<${tag}>`.repeat(count)}x${`</${tag}>`.repeat(count)}`;
  },
  "comments without end": (size) => repeated("<!-- a\n\n", size),
  "nested formulas": (size, random) => {
    const unit = random.pick(texUnits);
    const depth = Math.min(2000, Math.floor(size / (unit.length + 8)));
    const close = unit.startsWith("\\left") ? "\\right)" : "}";
    return `$$\n${unit.repeat(depth)}x${close.repeat(depth)}\n$$`;
  },
  "styles in formulas": (size) => `$$${repeated("\\displaystyle\\rm\\huge ", Math.min(size, 1900))} x$$`,
  "many formulas": (size, random) =>
    repeated(random.pick(["$x_1^2$ ", "\\(a+b\\) ", "$$x$$\n\n", "\\[\\frac{1}{2}\\]\n\n"]), size),
  matrices: (size) =>
    repeated(`$$\n\\begin{pmatrix}${"a & b & c & d\\\\".repeat(40)}\\end{pmatrix}\n$$\n\n`, size),
  "expanding macros": (size, random) =>
    random.pick([
      "$$\\def\\a{xx}\\def\\b{\\a\\a\\a\\a}\\def\\c{\\b\\b\\b\\b}\\def\\d{\\c\\c\\c\\c}\\d\\d\\d\\d$$",
      `$$\\edef\\a{xx}${"\\edef\\a{\\a\\a}".repeat(30)}\\a$$`,
      "$$\\def\\a#1{\\b{#1#1}}\\def\\b#1{\\c{#1#1}}\\def\\c#1{\\d{#1#1}}\\def\\d#1{#1#1#1#1}\\a{xxxxxxxx}$$",
      `$$\\def\\a{${"x".repeat(Math.min(size, 1500))}}${"\\a".repeat(150)}$$`,
      "$$\\def\\a{\\a\\a}\\a$$",
    ]),
};

const sizes = [300, 2_000, 9_000, 30_000, 120_000, 199_000];

export function hostileReply(seed: number, random: SeededRandom): HostileReply {
  const names = Object.keys(constructs);
  const construct = random.below(8) < 1 ? "mixed" : random.pick(names);
  const size = random.pick(sizes);
  const words = ["begin", "end"].map((place) => `${place}${seed}word`);
  const made =
    construct === "mixed"
      ? Array.from({ length: 6 }, () => constructs[random.pick(names)]?.(size / 6, random) ?? "").join("\n\n")
      : (constructs[construct]?.(size, random) ?? "");
  return { construct, text: `${words[0] ?? ""}\n\n${made}\n\n${words[1] ?? ""}`, words };
}
