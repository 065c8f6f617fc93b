/** The last tokens of a prompt and its reply, at most this many. */
export class RecentTokens {
  readonly #most: number;
  #tokens: number[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  push(token: number): void {
    this.#tokens.push(token);
    if (this.#tokens.length >= 2 * this.#most) {
      this.#tokens = this.#tokens.slice(-this.#most);
    }
  }

  replaceBy(tokens: readonly number[]): void {
    this.#tokens = tokens.slice(-this.#most);
  }

  /** Oldest first. */
  toArray(): Uint32Array {
    return Uint32Array.from(this.#tokens.slice(-this.#most));
  }
}
