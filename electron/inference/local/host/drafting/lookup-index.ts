import type { Cell } from "../cells/batch.ts";

/** What followed the last tokens when they occurred before. */
export interface LookupMatch {
  /** How many of the last tokens are the same there. */
  readonly length: number;
  /** The tokens that followed there, at most as many as were asked for. */
  readonly drafts: readonly number[];
}

/**
 * Finds where the end of a growing list of tokens occurred before, in constant time for each token: every
 * occurrence of three tokens is chained to the one before it.
 */
export class LookupIndex {
  readonly #cells: Cell[] = [];
  /** By the hash of three tokens: the position after their last occurrence. */
  readonly #last = new Map<number, number>();
  /** By position: the previous one in the chain; 0: none. */
  readonly #previous: number[] = [];

  constructor(cells: readonly Cell[]) {
    for (const cell of cells) {
      this.push(cell);
    }
  }

  /** @param cell a medium is never drafted, nor is anything found across it */
  push(cell: Cell): void {
    this.#cells.push(cell);
    const end = this.#cells.length;
    const hash = this.#hashBefore(end);
    this.#previous[end] = hash === null ? 0 : (this.#last.get(hash) ?? 0);
    if (hash !== null) this.#last.set(hash, end);
  }

  /** The longest of the recent matches, the most recent of equally long ones; null: there is none. */
  find(most: number): LookupMatch | null {
    const end = this.#cells.length;
    let best: { readonly at: number; readonly length: number } | null = null;
    let at = this.#previous[end] ?? 0;
    for (let tried = 0; at > 0 && tried < triedOccurrences; tried++) {
      const length = this.#sharedBefore(at, end);
      if (length >= shortestMatch && length > (best?.length ?? 0)) best = { at, length };
      if (length >= longestMatch) break;
      at = this.#previous[at] ?? 0;
    }
    if (best === null) return null;
    const drafts = this.#following(best.at, most);
    return drafts.length === 0 ? null : { length: best.length, drafts };
  }

  /** A text that repeats itself goes on after its end. */
  #following(from: number, most: number): readonly number[] {
    const period = this.#cells.length - from;
    const drafts: number[] = [];
    while (drafts.length < most) {
      const next = this.#cells[from + (drafts.length % period)] ?? -1;
      if (next < 0) break;
      drafts.push(next);
    }
    return drafts;
  }

  #sharedBefore(a: number, b: number): number {
    let length = 0;
    while (length < longestMatch && length < a) {
      const cell = this.#cells[a - 1 - length] ?? -1;
      if (cell < 0 || cell !== this.#cells[b - 1 - length]) break;
      length++;
    }
    return length;
  }

  /** null: there are not as many tokens before this position. */
  #hashBefore(end: number): number | null {
    let hash = 0;
    for (let at = end - shortestMatch; at < end; at++) {
      const cell = this.#cells[at] ?? -1;
      if (cell < 0) return null;
      hash = Math.imul(hash ^ cell, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash;
  }
}

export const shortestMatch = 3;
/** Longer ones are no better. */
export const longestMatch = 16;
/** Of frequent tokens there are too many occurrences to compare all. */
const triedOccurrences = 16;
