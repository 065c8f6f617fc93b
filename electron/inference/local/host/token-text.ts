/** What a token's text may depend on before it, in some vocabularies. */
const remembered = 4;
/** As many as the longest UTF-8 sequence has bytes. */
const mostPending = 4;
const replacement = "\ufffd";

/**
 * Turns tokens into text one by one. A character whose bytes come in several tokens is held back until it is whole; bytes
 * that never become a character come out as U+FFFD.
 */
export class TokenText {
  readonly #detokenize: (tokens: readonly number[], before: readonly number[]) => string;
  #before: readonly number[] = [];
  #pending: readonly number[] = [];

  /** @param detokenize the text of tokens that follow others; an unfinished character must end it as U+FFFD */
  constructor(detokenize: (tokens: readonly number[], before: readonly number[]) => string) {
    this.#detokenize = detokenize;
  }

  push(token: number): string {
    this.#pending = [...this.#pending, token];
    const text = this.#detokenize(this.#pending, this.#before);
    return text.endsWith(replacement) && this.#pending.length < mostPending ? "" : this.#release(text);
  }

  /** What was held back. */
  end(): string {
    return this.#pending.length === 0 ? "" : this.#release(this.#detokenize(this.#pending, this.#before));
  }

  #release(text: string): string {
    this.#before = [...this.#before, ...this.#pending].slice(-remembered);
    this.#pending = [];
    return text;
  }
}
