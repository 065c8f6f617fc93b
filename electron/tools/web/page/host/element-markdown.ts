import { markdownTable } from "../../../../../shared/documents/table-text.ts";
import { codeOf, inlineMarkdown, isBlock, isIgnored } from "./inline-markdown.ts";
import { isElement, isTextNode, type PageElement } from "./page-element.ts";

/** Deeper nesting is flattened to its text. */
const mostLevels = 150;

/** An element of a page as Markdown: headings, lists, tables, code, quotations, and links with their addresses. */
export function elementMarkdown(element: PageElement, base: string): string {
  return blocksIn(element, base, 0).join("\n\n");
}

function blocksIn(parent: PageElement, base: string, level: number): readonly string[] {
  const plain = () => (parent.textContent ?? "").replace(/\s+/g, " ").trim();
  if (level > mostLevels) return [plain()].filter((text) => text !== "");
  const blocks: string[] = [];
  let line = "";
  const endLine = () => {
    const text = tidy(line);
    if (text !== "") blocks.push(text);
    line = "";
  };
  for (const node of parent.childNodes) {
    if (isTextNode(node)) line += (node.textContent ?? "").replace(/\s+/g, " ");
    else if (isElement(node) && !isIgnored(node)) {
      if (isBlock(node)) {
        endLine();
        blocks.push(...blockOf(node, base, level + 1));
      } else {
        line += inlineMarkdown(node, base);
      }
    }
  }
  endLine();
  return blocks;
}

function blockOf(element: PageElement, base: string, level: number): readonly string[] {
  const inside = () => blocksIn(element, base, level);
  switch (element.localName) {
    case "h1":
    case "h2":
    case "h3":
    case "h4":
    case "h5":
    case "h6": {
      const text = inside().join(" ");
      return text === "" ? [] : [`${"#".repeat(Number(element.localName.slice(1)))} ${text}`];
    }
    case "pre":
      return fenced(codeOf(element), languageOf(element));
    case "ul":
    case "ol":
      return listOf(element, base, level);
    case "dl":
      return definitionsOf(element, base, level);
    case "blockquote": {
      const text = inside().join("\n\n");
      return text === "" ? [] : [text.replace(/^/gm, "> ").replace(/^> $/gm, ">")];
    }
    case "table":
      return tableOf(element, base, level);
    case "hr":
      return [];
    default:
      return inside();
  }
}

function listOf(list: PageElement, base: string, level: number): readonly string[] {
  const isOrdered = list.localName === "ol";
  const start = Number(list.getAttribute("start") ?? 1);
  const items = [...list.children]
    .filter((item) => !isIgnored(item))
    .map((item) => blocksIn(item, base, level + 1).join("\n"))
    .filter((text) => text !== "")
    .map((text, at) => {
      const mark = isOrdered ? `${(Number.isFinite(start) ? start : 1) + at}.` : "-";
      return `${mark} ${text.replaceAll("\n", `\n${" ".repeat(isOrdered ? 3 : 2)}`)}`;
    });
  return items.length === 0 ? [] : [items.join("\n")];
}

function definitionsOf(list: PageElement, base: string, level: number): readonly string[] {
  const lines: string[] = [];
  for (const item of list.children) {
    const text = blocksIn(item, base, level + 1).join("\n");
    if (text === "") continue;
    // HTML groups terms and their descriptions in `div`s, or not.
    if (item.localName === "dd") lines.push(`  ${text.replaceAll("\n", "\n  ")}`);
    else lines.push(`- ${text}`);
  }
  return lines.length === 0 ? [] : [lines.join("\n")];
}

function tableOf(table: PageElement, base: string, level: number): readonly string[] {
  const rows = [...table.querySelectorAll("tr")].map((row) =>
    [...row.children].filter(({ localName }) => localName === "td" || localName === "th"),
  );
  const caption = [...table.children].find(({ localName }) => localName === "caption");
  const title = caption ? blocksIn(caption, base, level + 1) : [];
  const widest = Math.max(0, ...rows.map(({ length }) => length));
  const codeRows = rows.filter((cells) => cells.at(-1)?.querySelector("pre,code"));
  if (widest <= 2 && rows.length > 1 && codeRows.length === rows.length && isNumbered(rows)) {
    return [...title, ...fenced(rows.map((cells) => codeOf(cells.at(-1) as PageElement)).join("\n"), "")];
  }
  // A table that only arranges the page.
  if (widest <= 1 || table.querySelector("table")) {
    return [...title, ...rows.flat().flatMap((cell) => blocksIn(cell, base, level + 1))];
  }
  const cells = rows.map((row) => row.map((cell) => blocksIn(cell, base, level + 1).join(" ")));
  return [...title, markdownTable(cells.filter((row) => row.some((cell) => cell !== "")))];
}

/** Lines of code, each beside its number. */
function isNumbered(rows: readonly (readonly PageElement[])[]): boolean {
  return rows.every((cells) => cells.length === 1 || /^\s*\d*\s*$/.test(cells[0]?.textContent ?? ""));
}

function fenced(code: string, language: string): readonly string[] {
  if (code.trim() === "") return [];
  const fence = "`".repeat(Math.max(3, ...[...code.matchAll(/`+/g)].map(([marks]) => marks.length + 1)));
  return [`${fence}${language}\n${code.replace(/^\n+|\s+$/g, "")}\n${fence}`];
}

function languageOf(pre: PageElement): string {
  const names = `${pre.className} ${pre.querySelector("code")?.className ?? ""}`;
  return /\b(?:language|lang|highlight-source)-([\w+#-]{1,20})/.exec(names)?.[1] ?? "";
}

function tidy(line: string): string {
  return line
    .replace(/[ \t]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .trim();
}
