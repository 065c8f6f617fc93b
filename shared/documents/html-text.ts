import { attributeOf, markupTokens } from "./markup-tokens.ts";
import { markdownTable } from "./table-text.ts";

const blocks =
  /^(address|article|aside|blockquote|body|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|html|li|main|nav|ol|p|pre|section|summary|table|tr|ul)$/;
const hidden = /^(head|script|style|noscript|template|svg|math|iframe|object)$/;

/** The readable text of an HTML or XHTML page: headings, lists and tables as Markdown, no links. */
export function htmlText(source: string): string {
  const lines: string[] = [];
  let line = "";
  /** The mark of a heading or a list item, for the next line that has text. */
  let prefix = "";
  let hiddenIn: string | null = null;
  let preformatted = 0;
  const lists: { readonly isOrdered: boolean; count: number }[] = [];
  let table: string[][] | null = null;
  let isInCell = false;
  let title = "";
  let isTitle = false;
  const endLine = (blank: boolean) => {
    const text = preformatted > 0 ? line : line.replace(/[ \t\r\n\f]+/g, " ").trim();
    if (text !== "") {
      lines.push(prefix + text);
      prefix = "";
    }
    line = "";
    if (blank && lines.length > 0 && lines.at(-1) !== "") lines.push("");
  };
  for (const token of markupTokens(source)) {
    if (token.type === "text") {
      if (isTitle) title += token.text;
      else if (hiddenIn === null)
        line += preformatted > 0 ? token.text : token.text.replace(/[ \t\r\n\f]+/g, " ");
      continue;
    }
    const name = token.name.toLowerCase();
    const isOpen = token.type === "open";
    if (name === "title") isTitle = isOpen && !token.isEmpty;
    if (hiddenIn !== null) {
      if (!isOpen && name === hiddenIn) hiddenIn = null;
      continue;
    }
    if (isOpen && hidden.test(name)) {
      if (!token.isEmpty) hiddenIn = name;
      continue;
    }
    if (name === "br") {
      if (preformatted > 0) line += "\n";
      else if (table === null) endLine(false);
      else line += " ";
      continue;
    }
    if (name === "img" && isOpen) {
      const words = attributeOf(token.attributes, "alt") ?? "";
      if (words.trim() !== "") line += `[${words.trim()}]`;
      continue;
    }
    if (table !== null) {
      // The text of a cell is collected in `line`. Cells and rows are often not closed.
      const isCell = name === "td" || name === "th";
      if (isInCell && (isCell || name === "tr" || name === "table")) {
        table.at(-1)?.push(line);
        isInCell = false;
      }
      if (isOpen && isCell) isInCell = true;
      if (isCell || name === "tr") line = "";
      if (isOpen && name === "tr") table.push([]);
      if (!isOpen && name === "table") {
        const text = markdownTable(table);
        table = null;
        line = "";
        if (text !== "") lines.push(...text.split("\n"), "");
      }
      continue;
    }
    if (!blocks.test(name)) continue;
    if (name === "pre") {
      if (isOpen) endLine(true);
      preformatted += isOpen ? 1 : preformatted > 0 ? -1 : 0;
      if (!isOpen) {
        lines.push(...line.replace(/\n$/, "").split("\n"), "");
        line = "";
      }
      continue;
    }
    const isWithinList = name === "li" || (/^[ou]l$/.test(name) && lists.length > (isOpen ? 0 : 1));
    endLine(!isWithinList && !(name === "div" && isOpen));
    if (name === "table" && isOpen) table = [];
    if (name === "ul" || name === "ol") {
      if (isOpen) lists.push({ isOrdered: name === "ol", count: 0 });
      else lists.pop();
    }
    if (name === "li" && isOpen) {
      const list = lists.at(-1);
      if (list) list.count += 1;
      prefix = `${"  ".repeat(Math.max(0, lists.length - 1))}${list?.isOrdered ? `${list.count}.` : "-"} `;
    }
    const level = /^h([1-6])$/.exec(name)?.[1];
    if (level !== undefined && isOpen) prefix = `${"#".repeat(Number(level))} `;
  }
  endLine(false);
  const text = lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  const named = title.replace(/\s+/g, " ").trim();
  return named === "" || text.includes(named) ? text : `# ${named}\n\n${text}`;
}
