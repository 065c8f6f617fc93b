import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { drawingLimits } from "./drawing-limits.ts";
import { Markdown } from "./Markdown.tsx";

function html(text: string, isGrowing = false): string {
  return renderToStaticMarkup(<Markdown text={text} isGrowing={isGrowing} />)
    .replace(/ class="[^"]*"/g, "")
    .replace(/ dir="auto"/g, "");
}

/** The tags of the markup, without text. */
function elements(markup: string): readonly string[] {
  return [...markup.matchAll(/<([a-z0-9]+)/g)].map((match) => match[1] ?? "");
}

describe("Markdown", () => {
  it.each([
    ["a script", "<script>alert(1)</script>"],
    ["a script in a sentence", "Hello <script>alert(1)</script> there"],
    ["an event handler", '<img src="x" onerror="alert(1)">'],
    ["an event handler in a sentence", 'See <b onclick="alert(1)">this</b>'],
    ["a frame", '<iframe src="https://example.com"></iframe>'],
    ["a style", "<style>body{display:none}</style>"],
    ["a form", '<form action="https://example.com"><input name="a"></form>'],
    ["markup in a table", "| a |\n|---|\n| <img src=x onerror=alert(1)> |"],
    ["markup in a list", "- <svg onload=alert(1)>"],
    ["markup in a heading", "# <object data=x>"],
    ["markup after an entity", "&lt;img src=x onerror=alert(1)&gt;"],
    ["markup in a growing text", "Hello <img src=x onerror="],
  ])("shows %s as text", (_name, text) => {
    const markup = html(text);
    const allowed = new Set(["div", "p", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "h2"]);
    expect(elements(markup).filter((name) => !allowed.has(name))).toEqual([]);
    expect(markup).not.toMatch(/<[^>]*\son\w+=/);
    expect(markup).toContain("&lt;");
  });

  it.each([
    ["javascript", "[x](javascript:alert(1))"],
    ["javascript in capitals", "[x](JaVaScRiPt:alert(1))"],
    ["javascript after a space", "[x](< javascript:alert(1)>)"],
    ["javascript with a line break inside", "[x](<java\nscript:alert(1)>)"],
    ["javascript as entities", "[x](&#106;avascript:alert(1))"],
    ["javascript with an entity colon", "[x](javascript&#58;alert(1))"],
    ["data", "[x](data:text/html,<script>alert(1)</script>)"],
    ["a file", "[x](file:///etc/passwd)"],
    ["vbscript", "[x](vbscript:msgbox(1))"],
    ["blob", "[x](blob:https://example.com/1)"],
    ["a relative address", "[x](/settings)"],
    ["a place of the app", "[x](#/settings/data)"],
    ["a chat", "[x](#/chat/0)"],
    ["an image of the Models page", "![x](#/models)"],
    ["an address without its scheme", "[x](//example.com)"],
    ["javascript by reference", "[x][r]\n\n[r]: javascript:alert(1)"],
    ["javascript between angle brackets", "<javascript:alert(1)>"],
  ])("does not link to %s", (_name, text) => {
    const markup = html(text);
    expect(elements(markup)).not.toContain("a");
    expect(markup).not.toContain("href");
  });

  it.each([
    ["https", "[x](https://example.com/a)", "https://example.com/a"],
    ["http", "[x](http://example.com/)", "http://example.com/"],
    ["mail", "<me@example.com>", "mailto:me@example.com"],
    ["a bare address", "see https://example.com/a.", "https://example.com/a"],
    ["a bare address before Chinese punctuation", "见https://example.com/a。完", "https://example.com/a"],
    ["a reference", "[x][r]\n\n[r]: https://example.com/a", "https://example.com/a"],
    [
      "an ampersand written as an entity",
      "[x](https://example.com/?a=1&amp;b=2)",
      "https://example.com/?a=1&amp;b=2",
    ],
  ])("opens %s in a new tab, without a referrer", (_name, text, url) => {
    expect(html(text)).toContain(
      `<a href="${url}" title="${url}" target="_blank" rel="noopener noreferrer">`,
    );
  });

  it("links to the Models page of the app", () => {
    expect(html("[x](#/models/get?needs=sees)")).toContain('<a href="#/models/get?needs=sees">x</a>');
    expect(html("[x](#/models)")).toContain('<a href="#/models">x</a>');
  });

  it("parses three dashes under a text as a rule", () => {
    expect(html("Text\n---\nMore")).toContain("<p>Text</p><hr/><p>More</p>");
  });

  it("shows an image as a link and never loads it", () => {
    const markup = html("![A cat](https://example.com/cat.png)");
    expect(elements(markup)).not.toContain("img");
    expect(markup).toContain('href="https://example.com/cat.png"');
    expect(markup).toContain("A cat");
  });

  it("shows the description alone when the image URL is not allowed", () => {
    const markup = html("![A cat](data:image/svg+xml,<svg onload=alert(1)>)");
    expect(elements(markup)).not.toContain("a");
    expect(markup).toContain("A cat");
  });

  it("renders GitHub Flavored Markdown", () => {
    const markup = html(
      "# T\n\n**b** *i* ~~s~~ `c`\n\n- [x] done\n- [ ] open\n\n| a | b |\n|---|--:|\n| 1 | 2 |",
    );
    for (const part of [
      "<h2>T</h2>",
      "<strong>b</strong>",
      "<em>i</em>",
      "<del>s</del>",
      "<code>c</code>",
      'data-checked="true"',
      "done",
      '<th scope="col">a</th>',
      "<td>2</td>",
    ]) {
      expect(markup).toContain(part);
    }
    expect(markup).not.toContain("[x]");
  });

  it.each([
    ["loose tasks", "- [x] done\n\n- [ ] open"],
    ["tight tasks", "- [x] done\n- [ ] open"],
  ])("shows the checkboxes of %s and not their source", (_name, text) => {
    const markup = html(text);
    expect(markup.match(/role="img"/g)).toHaveLength(2);
    expect(markup).not.toMatch(/\[[ x]\]/);
  });

  it.each([
    ["quotes", "他说**“重要”**的话", "<strong>“重要”</strong>"],
    ["a colon", "**注意：**请保存", "<strong>注意：</strong>"],
    ["a full stop", "这是**结论。**然后", "<strong>结论。</strong>"],
    ["brackets and emphasis inside", "**（见*下文*）**继续", "<strong>（见<em>下文</em>）</strong>"],
  ])("closes bold text before Chinese characters: %s", (_name, text, expected) => {
    expect(html(text)).toContain(expected);
  });

  it.each([
    ["a range", "20~25 °C and 30~35 °C", "20~25 °C and 30~35 °C"],
    ["sums of money", "from $5 to $10, or $3.50 for one", "from $5 to $10, or $3.50 for one"],
    ["a name with underscores", "use snake_case_name here", "snake_case_name"],
    ["a numeric entity", "5 &#8364; &amp; more", "5 € &amp; more"],
    ["a backslash before a star", "2 \\* 3", "2 * 3"],
  ])("leaves %s unchanged", (_name, text, expected) => {
    expect(html(text)).toContain(expected);
  });

  it.each([
    ["dollars", "so $x^2$ is", "x^2"],
    ["brackets", "so \\(x_1\\) is", "x_1"],
    ["two dollars", "$$\n\\frac{1}{2}\n$$", "\\frac{1}{2}"],
    ["square brackets", "\\[ a = b \\]", "a = b"],
    ["a formula before Chinese", "设$a$为", "a"],
  ])("parses a formula between %s", (_name, text, tex) => {
    expect(html(text)).toContain(`<span translate="no" dir="ltr">${tex}</span>`);
  });

  it.each([
    ["bold", "this is **bol", "<strong>bol</strong>"],
    ["code", "run `npm ins", "<code>npm ins</code>"],
    ["a link", "see [the docs](https://exam", "see the docs"],
    ["an item in a list", "- one\n- **tw", "<strong>tw</strong>"],
  ])("closes %s that is still being generated", (_name, text, expected) => {
    expect(html(text, true)).toContain(expected);
  });

  it("does not complete syntax in a finished text", () => {
    expect(html("this is **bol")).toContain("**bol");
  });

  it("keeps simple HTML formatting, and line breaks in a table", () => {
    expect(html("H<sub>2</sub>O, <kbd>Ctrl</kbd>")).toContain("H<sub>2</sub>O, <kbd>Ctrl</kbd>");
    expect(html("| a |\n|---|\n| x<br>y |")).toContain("x<br/>y");
  });

  it("shows a text that is too long to be formatted as plain text, with a notice", () => {
    const text = "word **bold**\n".repeat(Math.ceil(drawingLimits.textLength / 13));
    const markup = html(text);
    expect(markup).toContain("as it was written");
    expect(elements(markup)).not.toContain("strong");
    expect(markup.match(/word/g)).toHaveLength(text.length / 14);
  });

  it.each([
    ["deep quotations", ">".repeat(30_000)],
    ["deep lists", Array.from({ length: 300 }, (_unused, depth) => `${" ".repeat(depth * 2)}- x`).join("\n")],
    ["many stars", "*a ".repeat(15_000)],
    ["many underscores", "_a".repeat(9_000)],
    ["many brackets", "[".repeat(19_000)],
    ["many image openings", "![".repeat(9_000)],
    ["a wide table", `${"|a".repeat(1_000)}\n${"|-".repeat(1_000)}`],
    ["one endless line", "word ".repeat(30_000)],
    ["many dollars", "$a ".repeat(9_000)],
    ["many backticks", "`a``b".repeat(6_000)],
    ["many angle brackets", "<a ".repeat(9_000)],
    // Each takes a fraction of a second, and far longer than the limit where the time grows with the square.
  ])("is not slowed down by %s", { timeout: 60_000 }, (_name, text) => {
    html(text);
    html(text, true);
  });
});
