/** The usual time of something that happens again and again: a median, as another program may interrupt it. */
export class RecentTimes {
  #samplesMs: readonly number[] = [];
  #lastAt = 0;

  /** @param at number of the evaluation */
  record(ms: number, at: number): void {
    this.#samplesMs = [...this.#samplesMs, ms].slice(-keptSamples);
    this.#lastAt = at;
  }

  get ms(): number | null {
    const sorted = this.#samplesMs.toSorted((a, b) => a - b);
    return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
  }

  /** Whether the machine may have changed since: what was too slow then is tried again. */
  isOutdated(at: number): boolean {
    // A few samples may all have been interrupted.
    return at - this.#lastAt > (this.#samplesMs.length < keptSamples ? doubtedAfter : forgottenAfter);
  }
}

const keptSamples = 5;
const doubtedAfter = 128;
const forgottenAfter = 512;
