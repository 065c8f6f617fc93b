import { RecentTimes } from "./recent-times.ts";

/**
 * How long evaluations of a few tokens and drafts take, measured while they are needed. They depend on the model,
 * its types of weights, the kernels, the processor and the other programs on it: one more token may cost almost
 * nothing (a GPU), or as much as the first (a processor that is out of arithmetic).
 */
export class EvaluationCosts {
  readonly #byTokens = new Map<number, RecentTimes>();
  #draft = new RecentTimes();
  #evaluations = 0;
  #threads = 0;

  /** @param threads what was measured with another number of them is forgotten */
  record(tokens: number, ms: number, threads: number): void {
    if (threads !== this.#threads) {
      this.#byTokens.clear();
      this.#draft = new RecentTimes();
    }
    this.#threads = threads;
    this.#evaluations++;
    const times = this.#byTokens.get(tokens) ?? new RecentTimes();
    times.record(ms, this.#evaluations);
    this.#byTokens.set(tokens, times);
  }

  /** @param ms for each token that was drafted */
  recordDrafts(ms: number): void {
    this.#draft.record(ms, this.#evaluations);
  }

  /** What the drafter takes for a token; 0: not measured. */
  get draftMs(): number {
    return this.#draft.isOutdated(this.#evaluations) ? 0 : (this.#draft.ms ?? 0);
  }

  /**
   * What is not measured is taken to cost hardly more than the next smaller number that is: only then it is
   * tried, and steps that are no steps of equal size are found.
   * @returns null: not even one token was measured
   */
  msOf(tokens: number): number | null {
    const single = this.#measuredMs(1);
    if (single === null) return null;
    for (let fewer = tokens; fewer > 0; fewer--) {
      const ms = this.#measuredMs(fewer);
      if (ms !== null) return ms + (tokens - fewer) * single * optimisticShare;
    }
    return single;
  }

  isMeasured(tokens: number): boolean {
    return this.#measuredMs(tokens) !== null;
  }

  #measuredMs(tokens: number): number | null {
    const times = this.#byTokens.get(tokens);
    if (times === undefined) return null;
    // Plain decoding is measured often enough.
    if (tokens === 1) return times.ms;
    const isOddlySlow = this.#isOddlySlow(tokens, times.ms);
    return times.isOutdated(this.#evaluations, isOddlySlow) ? null : times.ms;
  }

  /** Slower than a larger batch, or much slower than the next smaller one. */
  #isOddlySlow(tokens: number, ms: number | null): boolean {
    if (ms === null) return false;
    let nextFewer = 0;
    for (const [other, { ms: otherMs }] of this.#byTokens) {
      if (otherMs === null) continue;
      if (other > tokens && otherMs < ms * (1 - noise)) return true;
      if (other < tokens && other > nextFewer) nextFewer = other;
    }
    const fewerMs = this.#byTokens.get(nextFewer)?.ms ?? null;
    return fewerMs !== null && ms > fewerMs * (1 + (tokens - nextFewer) * usualStepShare);
  }
}

/** What a further token is taken to cost, as a share of a single token. */
const optimisticShare = 0.1;
/** A further token seldom costs more than this, as a share of all before it. */
const usualStepShare = 0.5;
/** Times that differ by a smaller share may be equal. */
const noise = 0.1;
