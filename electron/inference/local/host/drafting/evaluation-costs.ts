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

  /** null: not even one token was measured. */
  msOf(tokens: number): number | null {
    const single = this.#measuredMs(1);
    if (single === null || tokens === 1) return single;
    let below = { tokens: 1, ms: single };
    let above: typeof below | null = null;
    for (const known of [...this.#recent.keys()].sort((a, b) => a - b)) {
      const ms = this.#measuredMs(known);
      if (ms === null || known === 1) continue;
      if (known === tokens) return ms;
      if (known < tokens) below = { tokens: known, ms };
      else above ??= { tokens: known, ms };
    }
    if (above === null) return below.ms + (tokens - below.tokens) * single * optimisticShare;
    const way = (tokens - below.tokens) / (above.tokens - below.tokens);
    return below.ms + way * (above.ms - below.ms);
  }

  /** A median, because another program may interrupt any evaluation. */
  #measuredMs(tokens: number): number | null {
    const measured = this.#recent.get(tokens);
    if (measured === undefined) return null;
    // Plain decoding is measured often enough.
    if (tokens > 1 && this.#evaluations - measured.at > forgottenAfter) return null;
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
/** What a further token is taken to cost before it is measured, as a share of a single token: rather little. */
const optimisticShare = 0.25;
