import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Markdown } from "./Markdown.tsx";
import { MarkdownSplitter } from "./markdown-blocks.ts";

const markup = (text: string, isGrowing = false) =>
  renderToStaticMarkup(<Markdown text={text} isGrowing={isGrowing} />)
    .replace(/ class="[^"]*"/g, "")
    .replace(/ dir="auto"/g, "");
const formulas = (text: string) =>
  [...markup(text).matchAll(/<span translate="no" dir="ltr">([^<]*)<\/span>/g)].map(([, tex]) => tex);

describe("emphasis beside Chinese, Japanese and Korean", () => {
  it.each([
    ["增长了**50%**的用户", "增长了<strong>50%</strong>的用户"],
    ["**API (v2)**：新的接口", "<strong>API (v2)</strong>：新的接口"],
    ["**重要(Important)**请先备份", "<strong>重要(Important)</strong>请先备份"],
    ["价格：~~旧价100元。~~现价80元", "价格：<del>旧价100元。</del>现价80元"],
    ["请运行**`npm i`**命令", "请运行<strong><code>npm i</code></strong>命令"],
    ["参见**[文档](https://example.com/)**说明", "<strong><a "],
    ["これは**「重要」**です", "これは<strong>「重要」</strong>です"],
    ["가격은 **3.5%**입니다", "가격은 <strong>3.5%</strong>입니다"],
    ['说*"是"*的人', "说<em>&quot;是&quot;</em>的人"],
    ["**“**a**”**", "<strong>"],
  ])("is drawn in %s", (text, expected) => {
    expect(markup(text)).toContain(expected);
  });
});

describe("dollars", () => {
  it.each([
    "Entre 5$/h et 10$/h, selon la ville.",
    "PATH=$PATH:$HOME/bin.",
    "from US$5 to US$10",
    "${HOME}/${USER} and $(pwd)/$(date)",
    "$AAPL, $TSLA/$GOOG and $MSFT$NVDA",
    "$5–$10, $1.50/$2",
    "kill $$ and $$ again",
    "$a=$_GET['x']",
  ])("stay text in %s", (text) => {
    expect(formulas(text)).toEqual([]);
  });

  it.each([
    ["$x$ and $C \\rightarrow S$", ["x", "C \\rightarrow S"]],
    ["the $n$th, and $k$-th", ["n", "k"]],
    ["设$a$为", ["a"]],
    ["**$1.50** for kale, $5 and $10, $C \\rightarrow S$", ["C \\rightarrow S"]],
    ["\\(a\\) and \\[b\\]", ["a", "b"]],
    ["So:\n\\begin{align}\na &amp;= b\n\\end{align}\ndone", ["\\begin{align}\na &amp;amp;= b\n\\end{align}"]],
    ["```math\n\\frac{1}{2}\n```", ["\\frac{1}{2}"]],
  ])("are formulas in %s", (text, expected) => {
    expect(formulas(text)).toEqual(expected);
  });

  it.each([
    ["a pipe", "| f | n |\n|---|---|\n| $P(A|B)$ | 1 |", "P(A|B)"],
    ["a norm", "| f | n |\n|---|---|\n| $\\|x\\|$ | 1 |", "\\|x\\|"],
    ["brackets", "| f | n |\n|---|---|\n| \\(a|b\\) | 1 |", "a|b"],
  ])("are a formula with %s in the cell of a table", (_name, text, tex) => {
    expect(formulas(text)).toEqual([tex]);
    expect(markup(text).match(/<td>/g)).toHaveLength(2);
  });
});

describe("comments", () => {
  it.each([
    ["in a sentence", "Written <!-- like this --> here", "Written &lt;!-- like this --&gt; here"],
    ["before text", "<!-- Navigation --><nav>Home</nav> is a line", "&lt;nav&gt;Home&lt;/nav&gt; is a line"],
    ["in a list", "- <!-- todo --> Buy milk", "&lt;!-- todo --&gt; Buy milk"],
    ["without an end", "<!--\n\nand **everything** after", "<strong>everything</strong>"],
  ])("are shown %s", (_name, text, expected) => {
    expect(markup(text)).toContain(expected);
    expect(markup(text)).toContain("&lt;!--");
  });
});

describe("a block of Markdown with blocks in it", () => {
  const block = "```markdown\n# Title\n\n```bash\nnpm i\n```\n\nmore\n```";

  it("is one block", () => {
    const text = markup(`${block}\n\nThat is **all**.`);
    expect(text.match(/<pre/g)).toHaveLength(1);
    expect(text).toContain("<strong>all</strong>");
    expect(text).toContain("```bash\nnpm i\n```\n\nmore</span>");
  });

  it("stays one block while it grows", () => {
    const splitter = new MarkdownSplitter();
    for (let end = 1; end <= block.length; end += 1) {
      const { blocks } = splitter.update(block.slice(0, end), true);
      if (end > 15) expect(blocks.map(({ token }) => token.type)).toEqual(["code"]);
    }
  });

  it("ends at the first closing fence when the rest of the text has no other", () => {
    const text = markup("```markdown\n```bash\nnpm i\n```\nand **more**");
    expect(text).toContain("<strong>more</strong>");
  });
});

it("aligns a list of right-to-left text as a whole", () => {
  const text = renderToStaticMarkup(<Markdown text={"- نقطة\n- نقطة"} />);
  expect(text).toContain('<ul dir="auto"><li>');
});
