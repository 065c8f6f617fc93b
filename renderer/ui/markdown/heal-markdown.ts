import remend from "remend";
import { lexBlocks, type MarkdownToken } from "./markdown-lexer.ts";

/** A last line of syntax characters alone, whose meaning depends on what follows. */
const undecidedLine = /(?:^|\n)[ \t]*(?:[-=*_+~]{1,2}|\d{1,9}|`{1,2}|\|)[ \t]*$/;
const loneBullet = /^[ \t]*[-*+]$/;
/** The header of a table, and possibly the beginning of its delimiter row: the last lines of a text. */
const openTable = /^ {0,3}\|[^\n]*[^\s|][^\n]*(?:\n[|:\- \t]*)?$/;

/**
 * Turns the last block of a growing text into what it will most likely become, so that no block changes its
 * type on screen: trailing syntax characters are held back, a table starts with its header, a formula with
 * its opening delimiter.
 */
export function healLastBlock(token: MarkdownToken): readonly MarkdownToken[] {
  if (token.type === "paragraph") return paragraph(token.raw);
  return token.type === "list" && loneBullet.test(token.raw) ? [space(token.raw)] : [token];
}

/** Closes emphasis, code and links left open at the end of a growing text. */
export function healInline(text: string): string {
  return remend(text, {
    linkMode: "text-only",
    katex: false,
    htmlTags: false,
    comparisonOperators: false,
    setextHeadings: false,
    singleTilde: false,
  });
}

function paragraph(raw: string): readonly MarkdownToken[] {
  const formula = openFormulaStart(raw);
  if (formula !== null) {
    const before = raw.slice(0, formula.from);
    const token: MarkdownToken = {
      type: "math",
      raw: raw.slice(formula.from),
      tex: raw.slice(formula.texFrom),
      isDisplay: true,
      isOpen: true,
    };
    return [...lexBlocks(before).tokens, token];
  }
  const table = openTableStart(raw);
  if (table !== null) return lexBlocks(`${raw.slice(0, table)}${asTable(raw.slice(table))}`).tokens;
  const decided = raw.replace(undecidedLine, "");
  return decided.trim() === "" ? [space(raw)] : [{ type: "paragraph", raw, text: decided, tokens: [] }];
}

/** Where a display formula or an environment begins on a line of its own that has not ended yet. */
function openFormulaStart(raw: string): { readonly from: number; readonly texFrom: number } | null {
  const opener = Math.max(raw.lastIndexOf("$$"), raw.lastIndexOf("\\["), raw.lastIndexOf("\\begin{"));
  if (opener === -1 || raw.includes("\\]", opener)) return null;
  const isEnvironment = raw.startsWith("\\begin{", opener);
  if (isEnvironment && raw.includes("\\end{", opener)) return null;
  const lineStart = raw.lastIndexOf("\n", opener) + 1;
  if (!/^ {0,3}$/.test(raw.slice(lineStart, opener))) return null;
  return { from: lineStart, texFrom: isEnvironment ? opener : opener + 2 };
}

/** Where the header of a table begins, if nothing but the beginning of its delimiter row follows. */
function openTableStart(raw: string): number | null {
  const last = raw.lastIndexOf("\n") + 1;
  const starts = last === 0 ? [0] : [raw.lastIndexOf("\n", last - 2) + 1, last];
  return starts.find((start) => openTable.test(raw.slice(start))) ?? null;
}

function asTable(header: string): string {
  const trimmed = (header.split("\n", 1)[0] ?? "").trimEnd();
  const closed = trimmed.endsWith("|") ? trimmed : `${trimmed}|`;
  const columns = closed.replaceAll("\\|", "").split("|").length - 2;
  return `${closed}\n|${"-|".repeat(columns)}`;
}

function space(raw: string): MarkdownToken {
  return { type: "space", raw };
}
