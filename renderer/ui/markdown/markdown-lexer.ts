import { Lexer, Marked, type Links, type MarkedOptions, type MarkedToken, type Token } from "marked";
import { MarkdownTokenizer } from "./markdown-tokenizer.ts";
import { mathExtensions, type MathToken } from "./math-syntax.ts";

const options: MarkedOptions = {
  ...new Marked({ gfm: true, extensions: mathExtensions }).defaults,
  tokenizer: new MarkdownTokenizer(),
};

/** Formulas are all that is added to what the parser knows. */
export type MarkdownToken = MarkedToken | MathToken;

/** Longer runs of text without a block boundary are shown as they are: some inputs cost the square of their length. */
const longestInlineText = 10_000;

export interface LexedBlocks {
  readonly tokens: readonly MarkdownToken[];
  /** What `[text][name]` refers to. */
  readonly links: Links;
}

/** Splits Markdown into blocks and leaves the text inside them alone; `lexInline` reads that when it is shown. */
export function lexBlocks(source: string): LexedBlocks {
  const lexer = new Lexer(options);
  try {
    return { tokens: known(lexer.blockTokens(source, [])), links: lexer.tokens.links };
  } catch {
    // Nesting deeper than the stack: nothing a person wrote.
    return { tokens: [{ type: "paragraph", raw: source, text: source, tokens: [] }], links: {} };
  }
}

/** Reads the emphasis, links, code and formulas in the text of one block. */
export function lexInline(text: string, links: Links): readonly MarkdownToken[] {
  if (text.length > longestInlineText) return [{ type: "text", raw: text, text }];
  const lexer = new Lexer(options);
  lexer.tokens.links = links;
  try {
    return known(lexer.inlineTokens(text, []));
  } catch {
    return [{ type: "text", raw: text, text }];
  }
}

/** The tokens inside a token, which the parser types more widely than it makes them. */
export function known(tokens: readonly Token[]): readonly MarkdownToken[] {
  return tokens as readonly MarkdownToken[];
}
