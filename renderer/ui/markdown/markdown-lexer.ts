import { Lexer, Marked, type Links, type MarkedOptions, type MarkedToken, type Token } from "marked";
import { MarkdownTokenizer } from "./markdown-tokenizer.ts";
import { mathExtensions, type MathToken } from "./math-syntax.ts";

const options: MarkedOptions = {
  ...new Marked({ gfm: true, extensions: mathExtensions }).defaults,
  tokenizer: new MarkdownTokenizer(),
};

/** Formulas are the only extension of the parser. */
export type MarkdownToken = MarkedToken | MathToken;

/** Longer runs of text without a block boundary are shown as plain text: some inputs take quadratic time. */
const maxInlineLength = 10_000;

export interface LexedBlocks {
  readonly tokens: readonly MarkdownToken[];
  /** The link definitions that `[text][name]` refers to. */
  readonly links: Links;
}

/**
 * Splits Markdown into blocks without parsing the text inside them; `lexInline` does that when it is shown.
 */
export function lexBlocks(source: string): LexedBlocks {
  const lexer = new Lexer(options);
  try {
    return { tokens: asMarkdownTokens(lexer.blockTokens(source, [])), links: lexer.tokens.links };
  } catch {
    // Nesting overflowed the stack.
    return { tokens: [{ type: "paragraph", raw: source, text: source, tokens: [] }], links: {} };
  }
}

/** Parses the emphasis, links, code and formulas in the text of one block. */
export function lexInline(text: string, links: Links): readonly MarkdownToken[] {
  if (text.length > maxInlineLength) return [{ type: "text", raw: text, text }];
  const lexer = new Lexer(options);
  lexer.tokens.links = links;
  try {
    return asMarkdownTokens(lexer.inlineTokens(text, []));
  } catch {
    return [{ type: "text", raw: text, text }];
  }
}

/** Narrows the type of child tokens, which marked declares wider than what it produces. */
export function asMarkdownTokens(tokens: readonly Token[]): readonly MarkdownToken[] {
  return tokens as readonly MarkdownToken[];
}
