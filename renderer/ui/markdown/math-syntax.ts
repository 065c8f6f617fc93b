import type { TokenizerExtension } from "marked";

export interface MathToken {
  readonly type: "math";
  readonly raw: string;
  readonly tex: string;
  /** Centred on a line of its own. */
  readonly isDisplay: boolean;
  /** Still being generated. */
  readonly isOpen: boolean;
}

// A display formula contains no blank line, so that one stray delimiter cannot swallow the rest of a reply.
const block =
  /^ {0,3}(?:\$\$((?:(?!\$\$|\n[ \t]*\n)[^])+)\$\$|\\\[((?:(?!\\\]|\n[ \t]*\n)[^])+)\\\])[ \t]*(?:\n|$)/;
const inline =
  /^(?:\$\$((?:(?!\$\$|\n[ \t]*\n)[^])+)\$\$|\\\[((?:(?!\\\]|\n[ \t]*\n)[^])+)\\\]|\\\(((?:(?!\\\)|\n[ \t]*\n)[^])+)\\\))/;
/**
 * A dollar opens a formula only before and closes it only after a non-space character, and never before a
 * digit.
 */
const inlineDollar = /^\$(?![\s$])((?:\\.|[^\\$\n])*(?:\\.|[^\\$\s]))\$(?!\d)/;

/** Two sums of money in one line must not become a formula: words without any mathematical sign are prose. */
function looksLikeProse(tex: string): boolean {
  return !/[\\^_=+*/<>{}|]/.test(tex) && /\s/.test(tex) && /[A-Za-z]{2}/.test(tex);
}

function math(raw: string, tex: string, isDisplay: boolean): MathToken {
  return { type: "math", raw, tex: tex.trim(), isDisplay, isOpen: false };
}

const blockMath: TokenizerExtension = {
  name: "math",
  level: "block",
  start(source) {
    // Ends at the paragraph, because this is called once per paragraph.
    const end = source.search(/\n[ \t]*\n/);
    return /(?:^|\n) {0,3}(?:\$\$|\\\[)/.exec(end === -1 ? source : source.slice(0, end))?.index;
  },
  tokenizer(source) {
    const match = block.exec(source);
    const tex = match?.[1] ?? match?.[2];
    return match && tex?.trim() ? math(match[0], tex, true) : undefined;
  },
};

const inlineMath: TokenizerExtension = {
  name: "inlineMath",
  level: "inline",
  start: (source) => /\$|\\[([]/.exec(source)?.index,
  tokenizer(source) {
    const match = inline.exec(source);
    if (match) {
      const display = match[1] ?? match[2];
      const tex = display ?? match[3] ?? "";
      return tex.trim() ? math(match[0], tex, display !== undefined) : undefined;
    }
    const dollar = inlineDollar.exec(source);
    if (!dollar?.[1] || looksLikeProse(dollar[1])) return undefined;
    return math(dollar[0], dollar[1], false);
  },
};

/** Formulas as models write them: `$…$`, `$$…$$`, `\(…\)` and `\[…\]`. */
export const mathExtensions: TokenizerExtension[] = [blockMath, inlineMath];
