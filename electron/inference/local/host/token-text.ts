/** Number of preceding tokens that a token's text may depend on, in some vocabularies. */
const contextTokens = 4;
/** The longest UTF-8 sequence, when each token is one byte. */
const maxPendingTokens = 4;
const replacement = "\ufffd";

/**
 * Detokenizes one token at a time. A character whose bytes are spread over several tokens is held back until
 * it is complete; bytes that never form a character become U+FFFD.
 */
export class TokenText {
  readonly #detokenize: (tokens: readonly number[], before: readonly number[]) => string;
  #before: readonly number[] = [];
  #pending: readonly number[] = [];

  /**
   * @param detokenize returns the text of tokens that follow others; an incomplete character at its end must
   * be U+FFFD
   */
  constructor(detokenize: (tokens: readonly number[], before: readonly number[]) => string) {
    this.#detokenize = detokenize;
  }

  /** Whether bytes of an incomplete character are held back. */
  get isMidCharacter(): boolean {
    return this.#pending.length > 0;
  }

  /** The text that this token would add, held-back bytes included. */
  peek(token: number): string {
    return this.#detokenize([...this.#pending, token], this.#before);
  }

  /** The text of this token in this place, without held-back bytes. */
  textOf(token: number): string {
    return this.#detokenize([token], this.#before);
  }

  push(token: number): string {
    this.#pending = [...this.#pending, token];
    const text = this.#detokenize(this.#pending, this.#before);
    return text.endsWith(replacement) && this.#pending.length < maxPendingTokens ? "" : this.#release(text);
  }

  /** Returns the text held back. */
  end(): string {
    return this.#pending.length === 0 ? "" : this.#release(this.#detokenize(this.#pending, this.#before));
  }

  #release(text: string): string {
    this.#before = [...this.#before, ...this.#pending].slice(-contextTokens);
    this.#pending = [];
    return text;
  }
}
