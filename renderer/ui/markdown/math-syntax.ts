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

/**
 * In characters. A formula that is longer is not drawn anyway, and the search for the end of each opening is
 * bounded by it.
 */
const maxSearch = 4000;
/** A paragraph is searched this far for the line where a formula begins. */
const maxParagraphSearch = 1000;
/** Openings without an end in one text; each costs a search. */
const maxFailures = 32;
let failures = 0;

/** Must be called before the blocks of each text. */
export function startMathBudget(): void {
  failures = 0;
}

const environments =
  "(?:align|alignat|gather|equation|aligned|alignedat|gathered|split|array|darray|[pbvBV]?matrix|smallmatrix|[dr]?cases|drcases|CD|multline|eqnarray)\\*?";
const opening = new RegExp(`^(?:\\$\\$|\\\\\\[|\\\\\\(|\\\\begin\\{(${environments})\\})`);
const blockStart = new RegExp(`\\n[ \\t]*\\n|\\n( {0,3})(?:\\$\\$|\\\\\\[|\\\\begin\\{${environments}\\})`);

/**
 * A dollar opens a formula only before and closes it only after a non-space character, and never before a
 * digit, a letter or another variable: `$PATH:$HOME`. The endings of ordinals are letters that may follow.
 */
const inlineDollar =
  /^\$(?![\s$])((?:\\.|[^\\$\n])*(?:\\.|[^\\$\s]))\$(?![\d_])(?=(?:st|nd|rd|th|s)?(?![A-Za-z]))/;

/** Two sums of money in one line must not become a formula: words without any mathematical sign are prose. */
function looksLikeProse(tex: string): boolean {
  return !/[\\^_=+*/<>{}|]/.test(tex) && /\s/.test(tex) && /[A-Za-z]{2}/.test(tex);
}

/** `$(pwd)/$(date)` and `${A}/${B}` belong to a shell. */
function looksLikeShell(tex: string, after: string): boolean {
  return (after === "(" || after === "{") && tex.startsWith(after);
}

function math(raw: string, tex: string, isDisplay: boolean): MathToken {
  return { type: "math", raw, tex: tex.trim(), isDisplay, isOpen: false };
}

/**
 * The formula between the delimiters at the beginning of the source, or an environment. It contains no blank
 * line, so that one stray delimiter cannot swallow the rest of a reply.
 */
function delimited(source: string): MathToken | undefined {
  const match = opening.exec(source);
  if (!match || failures >= maxFailures) return undefined;
  const [open, environment] = match;
  const close = environment === undefined ? closers[open] : `\\end{${environment}}`;
  const text = source.slice(0, maxSearch);
  const end = close === undefined ? -1 : text.indexOf(close, open.length);
  const tex = end === -1 ? "" : text.slice(open.length, end);
  if (close === undefined || tex.trim() === "" || /\n[ \t]*\n/.test(tex)) {
    failures += 1;
    return undefined;
  }
  const raw = text.slice(0, end + close.length);
  if (environment !== undefined) return math(raw, raw, true);
  return open === "$$" && looksLikeProse(tex) ? undefined : math(raw, tex, open !== "\\(");
}

const closers: Readonly<Record<string, string>> = { $$: "$$", "\\[": "\\]", "\\(": "\\)" };

const blockMath: TokenizerExtension = {
  name: "math",
  level: "block",
  start(source) {
    if (failures >= maxFailures) return undefined;
    // Ends at the paragraph, because this is called once per paragraph.
    const found = blockStart.exec(source.slice(0, maxParagraphSearch));
    return found?.[1] === undefined ? undefined : found.index;
  },
  tokenizer(source) {
    const indent = /^ {0,3}/.exec(source)?.[0] ?? "";
    const found = source.startsWith("\\(", indent.length)
      ? undefined
      : delimited(source.slice(indent.length));
    if (!found) return undefined;
    const rest = /^[ \t]*(?:\n|$)/.exec(source.slice(indent.length + found.raw.length));
    return rest ? { ...found, isDisplay: true, raw: indent + found.raw + rest[0] } : undefined;
  },
};

const inlineMath: TokenizerExtension = {
  name: "inlineMath",
  level: "inline",
  start: (source) => /\$|\\[([]|\\begin\{/.exec(source)?.index,
  tokenizer(source, before) {
    const found = delimited(source);
    if (found) return found;
    // A sign behind a number or a word is a sum of money or a variable: `5$/h`, `US$5`.
    if (!source.startsWith("$") || /[A-Za-z\d]$/.test(before.at(-1)?.raw ?? "")) return undefined;
    const dollar = inlineDollar.exec(source);
    const tex = dollar?.[1];
    if (!dollar || tex === undefined || looksLikeProse(tex)) return undefined;
    return looksLikeShell(tex, source.charAt(dollar[0].length)) ? undefined : math(dollar[0], tex, false);
  },
};

/** Formulas as models write them: `$…$`, `$$…$$`, `\(…\)`, `\[…\]` and bare environments. */
export const mathExtensions: TokenizerExtension[] = [blockMath, inlineMath];
