import { Tokenizer, type Lexer, type Tokens } from "marked";

/** Deeper nesting than anyone writes is shown as text; reading it costs the square of its depth. */
const deepest = 24;

/** Punctuation of Chinese, Japanese and Korean, full-width forms and the quotes and dashes they share with the West. */
const eastAsianPunctuation =
  /[\u3000-\u303F\uFF00-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65\u2014\u2018\u2019\u201C\u201D\u2026]/g;

/** GitHub's Markdown, with the corrections that model replies need. */
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

  /** Three dashes under a text are a rule: a model that means a heading writes its number signs. */
  override lheading(): undefined {
    return undefined;
  }

  /** One tilde is a range ("20~25 °C"); only two strike text out. */
  override del(source: string, masked: string, previous?: string): Tokens.Del | undefined {
    return source.startsWith("~~") ? super.del(source, masked, previous) : undefined;
  }

  /**
   * Markdown looks for spaces and punctuation to tell where emphasis opens and closes, and Chinese has no spaces:
   * `**“重要”**的` would keep its stars. Here East Asian punctuation counts as a letter.
   */
  override emStrong(source: string, masked: string, previous = ""): Tokens.Em | Tokens.Strong | undefined {
    if (!source.startsWith("*")) return super.emStrong(source, masked, previous);
    if (masked !== this.#masked) {
      this.#masked = masked;
      this.#softMasked = soften(masked);
    }
    if (this.#softMasked === masked) return super.emStrong(source, masked, previous);

    // The search runs over softened text, so what it reads inside is thrown away and read again from the source.
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

  /** A bare address ends where Chinese punctuation begins. */
  override url(source: string): Tokens.Link | undefined {
    const end = source.search(eastAsianPunctuation);
    return super.url(end === -1 ? source : source.slice(0, end));
  }

  #nested<Found>(find: () => Found | undefined): Found | undefined {
    if (this.#depth >= deepest) return undefined;
    this.#depth += 1;
    try {
      return find();
    } finally {
      this.#depth -= 1;
    }
  }
}

/** Replaces each mark by one letter, so that every position stays where it was. */
function soften(text: string): string {
  return text.replace(eastAsianPunctuation, "字");
}
