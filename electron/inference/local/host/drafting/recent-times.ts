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

  /**
   * Whether the machine may have changed since: what was too slow then is tried again.
   * @param isOddlySlow it is slower than the times of other batch sizes suggest: the few samples that there are
   * may all have been interrupted
   */
  isOutdated(at: number, isOddlySlow = false): boolean {
    return at - this.#lastAt > this.#trustedFor(isOddlySlow);
  }

  #trustedFor(isOddlySlow: boolean): number {
    const samples = this.#samplesMs.length;
    if (samples >= keptSamples) return forgottenAfter;
    return isOddlySlow ? oddDoubtedAfter * 2 ** (samples - 1) : doubtedAfter;
  }
}

const keptSamples = 5;
/** In evaluations. */
const oddDoubtedAfter = 16;
const doubtedAfter = 128;
const forgottenAfter = 512;
