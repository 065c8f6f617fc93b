import { Lexer, Marked, type Links, type MarkedOptions, type MarkedToken, type Token } from "marked";
import { hasEastAsian } from "./east-asian-borders.ts";
import { MarkdownTokenizer } from "./markdown-tokenizer.ts";
import { mathExtensions, startMathBudget, type MathToken } from "./math-syntax.ts";

const tokenizer = new MarkdownTokenizer();
const options: MarkedOptions = {
  ...new Marked({ gfm: true, extensions: mathExtensions }).defaults,
  tokenizer,
};

/** Text that is shown as its source, because parsing or drawing it would cost too much. */
export interface SourceToken {
  readonly type: "source";
  readonly raw: string;
}

/** Formulas are the only extension of the parser. */
export type MarkdownToken = MarkedToken | MathToken | SourceToken;

export interface LexedBlocks {
  readonly tokens: readonly MarkdownToken[];
  /** The link definitions that `[text][name]` refers to. */
  readonly links: Links;
}

/**
 * Splits Markdown into blocks without parsing the text inside them; `lexInline` does that when it is shown.
 */
export function lexBlocks(source: string, isGrowing = false): LexedBlocks {
  const lexer = new Lexer(options);
  tokenizer.startText(isGrowing);
  startMathBudget();
  try {
    return { tokens: asMarkdownTokens(lexer.blockTokens(source, [])), links: lexer.tokens.links };
  } catch {
    // Nesting overflowed the stack.
    return { tokens: [{ type: "source", raw: source }], links: {} };
  }
}

/** Parses the emphasis, links, code and formulas in the text of one block. */
export function lexInline(text: string, links: Links): readonly MarkdownToken[] {
  const tokens = lexRun(text, links, false);
  if (!hasEastAsian(text) || looseMarks(tokens) === 0) return tokens;
  // Only where CommonMark leaves marks, so that what it draws right stays as it is.
  const soft = lexRun(text, links, true);
  return looseMarks(soft) < looseMarks(tokens) ? soft : tokens;
}

function lexRun(text: string, links: Links, isSoft: boolean): readonly MarkdownToken[] {
  const lexer = new Lexer(options);
  lexer.tokens.links = links;
  startMathBudget();
  tokenizer.isSoft = isSoft;
  try {
    return asMarkdownTokens(lexer.inlineTokens(text, []));
  } catch {
    return [{ type: "text", raw: text, text }];
  } finally {
    tokenizer.isSoft = false;
  }
}

/** Marks of emphasis and strikethrough that are left in the text. */
function looseMarks(tokens: readonly MarkdownToken[]): number {
  let count = 0;
  for (const token of tokens) {
    if ("tokens" in token) count += looseMarks(asMarkdownTokens(token.tokens ?? []));
    if (token.type === "text" && !token.tokens) count += token.raw.match(/\*+|~~/g)?.length ?? 0;
  }
  return count;
}

/** Narrows the type of child tokens, which marked declares wider than what it produces. */
export function asMarkdownTokens(tokens: readonly Token[]): readonly MarkdownToken[] {
  return tokens as readonly MarkdownToken[];
}
