import remend from "remend";
import { lexBlocks, type MarkdownToken } from "./markdown-lexer.ts";

/** A last line of syntax characters alone, whose meaning depends on what follows. */
const undecidedLine = /(?:^|\n)[ \t]*(?:[-=*_+~]{1,2}|\d{1,9}|`{1,2}|\|)[ \t]*$/;
const loneBullet = /^[ \t]*[-*+]$/;
const openFormula = /(^|\n) {0,3}(?:\$\$|\\\[)((?:(?!\$\$|\\\])[^])*)$/;
/** The header of a table, and possibly the beginning of its delimiter row. */
const openTable = /(^|\n)( {0,3}\|[^\n]*[^\s|][^\n]*)(?:\n[|:\- \t]*)?$/;

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
  const formula = openFormula.exec(raw);
  if (formula) {
    const before = raw.slice(0, formula.index);
    const tex = formula[2] ?? "";
    const token: MarkdownToken = {
      type: "math",
      raw: raw.slice(before.length),
      tex,
      isDisplay: true,
      isOpen: true,
    };
    return [...lexBlocks(before).tokens, token];
  }
  const table = openTable.exec(raw);
  if (table)
    return lexBlocks(`${raw.slice(0, table.index)}${table[1] ?? ""}${asTable(table[2] ?? "")}`).tokens;
  const decided = raw.replace(undecidedLine, "");
  return decided.trim() === "" ? [space(raw)] : [{ type: "paragraph", raw, text: decided, tokens: [] }];
}

function asTable(header: string): string {
  const trimmed = header.trimEnd();
  const closed = trimmed.endsWith("|") ? trimmed : `${trimmed}|`;
  const columns = closed.replaceAll("\\|", "").split("|").length - 2;
  return `${closed}\n|${"-|".repeat(columns)}`;
}

function space(raw: string): MarkdownToken {
  return { type: "space", raw };
}
