/** Finds given tags in streamed text and holds back only what could still become a tag. */
export class TagScanner {
  readonly #tags: readonly string[];
  #held = "";

  constructor(tags: readonly string[]) {
    this.#tags = tags;
  }

  /** Returns text and tags in order, without the undecided end. */
  push(text: string): readonly (string | { readonly tag: string })[] {
    if (this.#tags.length === 0) {
      return [text];
    }
    const found: (string | { readonly tag: string })[] = [];
    let rest = this.#held + text;
    for (let first = this.#firstTag(rest); first !== null; first = this.#firstTag(rest)) {
      found.push(rest.slice(0, first.at), { tag: first.tag });
      rest = rest.slice(first.at + first.tag.length);
    }
    const held = this.#undecided(rest);
    found.push(rest.slice(0, rest.length - held));
    this.#held = rest.slice(rest.length - held);
    return found;
  }

  /** Returns the held-back text, which is not a tag. */
  end(): readonly string[] {
    const held = this.#held;
    this.#held = "";
    return held === "" ? [] : [held];
  }

  #firstTag(text: string): { readonly at: number; readonly tag: string } | null {
    let first: { readonly at: number; readonly tag: string } | null = null;
    for (const tag of this.#tags) {
      const at = text.indexOf(tag);
      if (at >= 0 && (first === null || at < first.at)) {
        first = { at, tag };
      }
    }
    return first;
  }

  /** Length of the longest suffix that is a prefix of a tag. */
  #undecided(text: string): number {
    const longest = Math.max(...this.#tags.map((tag) => tag.length - 1));
    for (let length = Math.min(longest, text.length); length > 0; length--) {
      const end = text.slice(-length);
      if (this.#tags.some((tag) => tag.startsWith(end))) {
        return length;
      }
    }
    return 0;
  }
}
