import { Tokenizer, type Lexer, type Tokens } from "marked";
import { eastAsianPunctuation, softenBorders } from "./east-asian-borders.ts";
import { nestedFenceEnd } from "./nested-fences.ts";
import { tableCells, withFormulaPipes, withoutFormulaPipes } from "./table-pipes.ts";
import { drawingLimits } from "./drawing-limits.ts";

/** Deeper nesting is shown as text; parsing takes quadratic time in the depth. */
const maxDepth = 24;
/** Openings without an end that are searched for in one text; each search takes linear time. */
const maxSearches = 16;
/** HTML that lasts until its own end and not until a blank line: comments, scripts, instructions. */
const endlessHtml = /^ {0,3}<(?:!--|[?]|![A-Z[]|(?:script|pre|style|textarea)[\s>])/i;
const htmlEnd = /-->|<\/(?:script|pre|style|textarea)>|\?>|\]\]>/i;

/** GitHub Flavored Markdown, adjusted for model replies. */
export class MarkdownTokenizer extends Tokenizer {
  /** More text is expected, so what is open at the end of the text will be closed. */
  isGrowing = false;
  /** Emphasis opens and closes beside East Asian letters, whatever is on the other side. */
  isSoft = false;
  #depth = 0;
  #searches = 0;
  #masked = "";
  #softMasked = "";

  /** Must be called before the blocks of each text. */
  startText(isGrowing: boolean): void {
    this.isGrowing = isGrowing;
    this.#searches = 0;
    this.#depth = 0;
  }

  override list(source: string): Tokens.List | undefined {
    return this.#nested(() => super.list(source));
  }

  override blockquote(source: string): Tokens.Blockquote | undefined {
    return this.#nested(() => super.blockquote(source));
  }

  /** Three dashes under a text are a rule, not a heading: models write headings with number signs. */
  override lheading(): undefined {
    return undefined;
  }

  /** A block of Markdown may contain blocks of code, fenced with the same marks. */
  override fences(source: string): Tokens.Code | undefined {
    const found = super.fences(source);
    if (!found || !/^(?:markdown|mdx?)\b/i.test(found.lang ?? "") || !this.#maySearch()) return found;
    const end = nestedFenceEnd(source, this.isGrowing);
    if (end === null || end.to <= found.raw.length) return found;
    return { ...found, raw: source.slice(0, end.to), text: source.slice(end.contentFrom, end.contentTo) };
  }

  /** A comment or script that is never closed would hide the rest of the reply from formatting. */
  override html(source: string): Tokens.HTML | undefined {
    if (!endlessHtml.test(source)) return super.html(source);
    if (!this.#maySearch()) return undefined;
    const found = super.html(source);
    if (found && !htmlEnd.test(found.raw) && !/^ {0,3}<![A-Z][^>]*>/.test(found.raw)) return undefined;
    this.#searches -= 1;
    return found;
  }

  /** Short rows are filled up to the header, so few characters can become many cells. */
  override table(source: string): Tokens.Table | undefined {
    const [whole = "", , align = "", rows = ""] = this.rules.block.table.exec(source) ?? [];
    if (whole === "") return undefined;
    const columns = tableCells(align);
    const raw = whole.replace(/\n+$/, "");
    if (columns * rows.split("\n").length > drawingLimits.cells) {
      // A token of our own, which the lexer only passes on.
      return { type: "source", raw } as unknown as Tokens.Table;
    }
    const masked = withFormulaPipes(whole, columns);
    const table = super.table(masked);
    if (!table || masked === whole) return table;
    const restore = (cell: Tokens.TableCell) => ({ ...cell, text: withoutFormulaPipes(cell.text) });
    return {
      ...table,
      raw,
      header: table.header.map(restore),
      rows: table.rows.map((row) => row.map(restore)),
    };
  }

  /** A single tilde is a range ("20~25 °C"); only two strike text out. */
  override del(source: string, masked: string, previous = ""): Tokens.Del | undefined {
    if (!source.startsWith("~~")) return undefined;
    const soft = this.#soften(masked);
    if (soft === masked) return super.del(source, masked, previous);
    const found = this.#discardingInner(() => super.del(...softened(source, soft, previous)));
    if (!found) return undefined;
    const raw = source.slice(0, found.raw.length);
    const text = raw.slice(2, -2);
    return { type: "del", raw, text, tokens: this.lexer.inlineTokens(text) };
  }

  /** The search runs over softened text, so its inner tokens are parsed again from the source. */
  override emStrong(source: string, masked: string, previous = ""): Tokens.Em | Tokens.Strong | undefined {
    if (!source.startsWith("*")) return super.emStrong(source, masked, previous);
    const soft = this.#soften(masked);
    if (soft === masked) return super.emStrong(source, masked, previous);
    const found = this.#discardingInner(() => super.emStrong(...softened(source, soft, previous)));
    if (!found) return undefined;
    const mark = found.type === "strong" ? 2 : 1;
    const raw = source.slice(0, found.raw.length);
    const text = raw.slice(mark, -mark);
    return { type: found.type, raw, text, tokens: this.lexer.inlineTokens(text) };
  }

  /** A bare URL ends at Chinese punctuation. */
  override url(source: string): Tokens.Link | undefined {
    const found = super.url(source);
    const end = found?.raw.search(eastAsianPunctuation) ?? -1;
    return end === -1 ? found : super.url(source.slice(0, end));
  }

  #soften(masked: string): string {
    if (!this.isSoft) return masked;
    if (masked !== this.#masked) {
      this.#masked = masked;
      this.#softMasked = softenBorders(masked);
    }
    return this.#softMasked;
  }

  #discardingInner<Found>(find: () => Found): Found {
    const lexer = this.lexer;
    try {
      this.lexer = { inlineTokens: () => [] } as unknown as Lexer;
      return find();
    } finally {
      this.lexer = lexer;
    }
  }

  #maySearch(): boolean {
    this.#searches += 1;
    return this.#searches <= maxSearches;
  }

  #nested<Found>(find: () => Found | undefined): Found | undefined {
    if (this.#depth >= maxDepth) return undefined;
    this.#depth += 1;
    try {
      return find();
    } finally {
      this.#depth -= 1;
    }
  }
}

/** The arguments of a search for a closing mark in softened text, which has the same positions. */
function softened(source: string, soft: string, previous: string): [string, string, string] {
  const start = soft.length - source.length;
  const marks = /^[*~]+/.exec(source)?.[0] ?? "";
  const before = previous === "" ? "" : soft.charAt(start - 1);
  return [marks + soft.slice(start + marks.length), soft, before];
}
