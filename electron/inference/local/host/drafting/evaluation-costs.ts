/**
 * How long evaluations of a few tokens take, measured while they are needed. They depend on the model, its
 * types of weights, the kernels, the processor and the other programs on it: one more token may cost almost
 * nothing (a GPU), or as much as the first (a processor that is out of arithmetic).
 */
export class EvaluationCosts {
  readonly #recent = new Map<number, Measured>();
  #evaluations = 0;

  record(tokens: number, ms: number): void {
    this.#evaluations++;
    const before = this.#recent.get(tokens)?.samplesMs ?? [];
    this.#recent.set(tokens, {
      samplesMs: [...before, ms].slice(-keptSamples),
      at: this.#evaluations,
    });
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

  /** A median, because another program may interrupt any evaluation. */
  #measuredMs(tokens: number): number | null {
    const measured = this.#recent.get(tokens);
    if (measured === undefined) return null;
    // Plain decoding is measured often enough.
    const lasts = measured.samplesMs.length < keptSamples ? doubtedAfter : forgottenAfter;
    if (tokens > 1 && this.#evaluations - measured.at > lasts) return null;
    const sorted = measured.samplesMs.toSorted((a, b) => a - b);
    return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
  }
}

interface Measured {
  readonly samplesMs: readonly number[];
  /** Number of the evaluation that was measured last. */
  readonly at: number;
}

const keptSamples = 5;
/** After as many evaluations, the machine may have changed: what was too slow then is tried again. */
const forgottenAfter = 512;
/** A few samples may all have been interrupted. */
const doubtedAfter = 128;
/** What a further token is taken to cost, as a share of a single token. */
const optimisticShare = 0.1;
