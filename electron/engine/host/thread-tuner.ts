/**
 * Finds out how many threads evaluate single tokens fastest, while tokens are being evaluated.
 *
 * As many as there are cores is best on an idle machine only. llama.cpp's threads spin until the last one arrives, so
 * when another program takes a core away for a moment, all of them wait; on a busy machine one thread less can be several
 * times faster. So now and then a neighbouring number is tried for a few tokens: fewer are kept when that is clearly
 * better, more when it is no worse. What a failed trial costs is paid back by waiting: trials take about two percent of
 * the time.
 *
 * The number of threads changes the last bits of long contexts' results, as the splits into batches do.
 */
export class ThreadTuner {
  /** From many to few. */
  readonly #choices: readonly number[];
  #current = 0;
  #recentMs: number[] = [];
  /** The best average of the current choice. */
  #bestMs = Infinity;
  #clockMs = 0;
  /** Before these times no trial in that direction. */
  readonly #notBefore = { fewer: 0, more: 0 };
  #trial: Trial | null = null;

  /** @param cores as many threads as there are cores: the first choice */
  constructor(cores: number) {
    const fewer = [cores, cores - 1, Math.ceil(cores / 2), Math.ceil(cores / 4), 1];
    this.#choices = [...new Set(fewer.filter((threads) => threads >= 1))].sort((a, b) => b - a);
  }

  /** For the next token. */
  get threads(): number {
    return this.#choices[this.#trial?.choice ?? this.#current] ?? 1;
  }

  /** What has proved best: for batches, which are too long to try anything with. */
  get provedThreads(): number {
    return this.#choices[this.#current] ?? 1;
  }

  /**
   * How long a batch took that was evaluated on the CPU with `provedThreads`, and how much processor time was had in it.
   * Threads that compute or spin use all the time they get: those that got much less were waiting for a core.
   */
  tookBatch(batch: { readonly tokens: number; readonly ms: number; readonly processorMs: number }): void {
    const coresHad = batch.processorMs / batch.ms;
    if (coresHad < this.provedThreads * 0.8) {
      const choice = this.#choices.findIndex((threads) => threads <= Math.max(1, coresHad + 0.25));
      this.#settleOn(choice, "fewer", batch.ms / batch.tokens);
    }
  }

  /** How long the token took that was evaluated with `threads`. */
  took(ms: number): void {
    this.#clockMs += ms;
    if (this.#trial === null) {
      this.#recentMs = [...this.#recentMs, ms].slice(-averagedTokens);
      this.#considerTrial(average(this.#recentMs));
    } else {
      this.#trial.tookMs.push(ms);
      this.#judge(this.#trial, average(this.#recentMs));
    }
  }

  #considerTrial(usualMs: number): void {
    if (this.#recentMs.length < tokensBetweenTrials) {
      return;
    }
    if (usualMs > this.#bestMs * 2) {
      // Something else has begun to use the machine.
      this.#notBefore.fewer = 0;
      this.#bestMs = usualMs;
    }
    this.#bestMs = Math.min(this.#bestMs, usualMs);
    const direction = (["fewer", "more"] as const).find(
      (way) => this.#clockMs >= this.#notBefore[way] && this.#neighbour(way) in this.#choices,
    );
    if (direction !== undefined) {
      this.#trial = { direction, choice: this.#neighbour(direction), tookMs: [] };
    }
  }

  #judge({ direction, choice, tookMs }: Trial, usualMs: number): void {
    const isHopeless = (tookMs.at(-1) ?? 0) > usualMs * 3;
    if (tookMs.length < trialTokens && !isHopeless) {
      return;
    }
    this.#trial = null;
    if (average(tookMs) < usualMs * (direction === "fewer" ? 0.9 : 1)) {
      this.#settleOn(choice, direction, usualMs);
    } else {
      const lostMs = tookMs.reduce((sum, ms) => sum + Math.max(0, ms - usualMs), 0);
      this.#notBefore[direction] = this.#clockMs + Math.max(lostMs, usualMs) * paybackFactor;
      this.#recentMs = this.#recentMs.slice(-tokensBetweenTrials + 1);
    }
  }

  #settleOn(choice: number, direction: "fewer" | "more", formerMs: number): void {
    this.#current = choice;
    this.#recentMs = [];
    this.#bestMs = Infinity;
    this.#notBefore[direction] = 0;
    // Where we come from is known to be worse.
    this.#notBefore[direction === "fewer" ? "more" : "fewer"] = this.#clockMs + formerMs * paybackFactor;
  }

  #neighbour(direction: "fewer" | "more"): number {
    return this.#current + (direction === "fewer" ? 1 : -1);
  }
}

interface Trial {
  readonly direction: "fewer" | "more";
  readonly choice: number;
  readonly tookMs: number[];
}

const averagedTokens = 8;
const tokensBetweenTrials = 4;
const trialTokens = 3;
const paybackFactor = 50;

const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
