/**
 * Finds the first stop string in an answer that arrives in pieces. Text that may turn out to be the beginning
 * of one is held back; that is always shorter than the longest stop string.
 */
export class StopStrings {
  readonly #strings: readonly string[];
  #held = "";
  #isFound = false;

  /** @param strings empty ones are ignored */
  constructor(strings: readonly string[]) {
    this.#strings = strings.filter((string) => string !== "");
  }

  /** Whether the answer ends: a stop string is complete. */
  get isFound(): boolean {
    return this.#isFound;
  }

  /**
   * @returns the text that can be passed on: before the stop string that begins first, if one is complete and
   * no earlier one can become complete
   */
  push(text: string): string {
    if (this.#isFound) {
      return "";
    }
    const held = this.#held + text;
    const found = this.#firstIn(held);
    const open = this.#openIn(held);
    if (found !== null && found <= open) {
      this.#isFound = true;
      this.#held = "";
      return held.slice(0, found);
    }
    this.#held = held.slice(open);
    return held.slice(0, open);
  }

  /** After the last text: returns what was held back. */
  end(): string {
    const found = this.#firstIn(this.#held);
    const rest = found === null ? this.#held : this.#held.slice(0, found);
    this.#isFound ||= found !== null;
    this.#held = "";
    return rest;
  }

  /** Where the first complete stop string begins; null: there is none. */
  #firstIn(text: string): number | null {
    const places = this.#strings.map((string) => text.indexOf(string)).filter((place) => place >= 0);
    return places.length === 0 ? null : Math.min(...places);
  }

  /** Where the first beginning of a stop string is that reaches the end of the text; else the end. */
  #openIn(text: string): number {
    const ends = this.#strings.map((string) => {
      const first = Math.max(0, text.length - string.length + 1);
      for (let at = first; at < text.length; at++) {
        if (string.startsWith(text.slice(at))) return at;
      }
      return text.length;
    });
    return Math.min(text.length, ...ends);
  }
}
