import { Tokenizer, type Lexer, type Tokens } from "marked";

/** Deeper nesting is shown as text; parsing takes quadratic time in the depth. */
const maxDepth = 24;

/**
 * Chinese, Japanese and Korean punctuation, full-width forms, and the quotes and dashes shared with Western
 * text.
 */
const eastAsianPunctuation =
  /[\u3000-\u303F\uFF00-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65\u2014\u2018\u2019\u201C\u201D\u2026]/g;

/** GitHub Flavored Markdown, adjusted for model replies. */
export class MarkdownTokenizer extends Tokenizer {
  #depth = 0;
  #masked = "";
  #softMasked = "";

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

  /** A single tilde is a range ("20~25 °C"); only two strike text out. */
  override del(source: string, masked: string, previous?: string): Tokens.Del | undefined {
    return source.startsWith("~~") ? super.del(source, masked, previous) : undefined;
  }

  /**
   * CommonMark detects where emphasis opens and closes by spaces and punctuation, but Chinese has no spaces:
   * `**“重要”**的` would keep its stars. Here East Asian punctuation counts as a letter.
   */
  override emStrong(source: string, masked: string, previous = ""): Tokens.Em | Tokens.Strong | undefined {
    if (!source.startsWith("*")) return super.emStrong(source, masked, previous);
    if (masked !== this.#masked) {
      this.#masked = masked;
      this.#softMasked = soften(masked);
    }
    if (this.#softMasked === masked) return super.emStrong(source, masked, previous);

    // The search runs over softened text, so its inner tokens are discarded and parsed again from the source.
    const lexer = this.lexer;
    let found: Tokens.Em | Tokens.Strong | undefined;
    try {
      this.lexer = { inlineTokens: () => [] } as unknown as Lexer;
      found = super.emStrong(soften(source), this.#softMasked, soften(previous));
    } finally {
      this.lexer = lexer;
    }
    if (!found) return undefined;
    const mark = found.type === "strong" ? 2 : 1;
    const raw = source.slice(0, found.raw.length);
    const text = raw.slice(mark, -mark);
    return { type: found.type, raw, text, tokens: lexer.inlineTokens(text) };
  }

  /** A bare URL ends at Chinese punctuation. */
  override url(source: string): Tokens.Link | undefined {
    const end = source.search(eastAsianPunctuation);
    return super.url(end === -1 ? source : source.slice(0, end));
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

/** Replaces each punctuation mark by one letter, which keeps all positions. */
function soften(text: string): string {
  return text.replace(eastAsianPunctuation, "字");
}
