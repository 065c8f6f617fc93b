/**
 * Finds out how many threads evaluate single tokens fastest, while tokens are being evaluated.
 *
 * As many as there are cores is best on an idle machine only. llama.cpp's threads spin until the last one arrives, so
 * when another program takes a core away for a moment, all of them wait; on a busy machine one thread less can be several
 * times faster. So now and then a neighbouring number is tried for a few tokens: fewer are kept when that is clearly
 * better, more when it is no worse. Threads that compute or spin use all the processor time they get, which tells whether
 * the machine is busy: while it is not, fewer are tried seldom. What a failed trial costs is paid back by waiting, each time
 * longer: trials take about two percent of the time at first, and less and less.
 *
 * The number of threads changes the last bits of long contexts' results, as the splits into batches do.
 */
export class ThreadTuner {
  /** From many to few. */
  readonly #choices: readonly number[];
  #current = 0;
  #recent: Token[] = [];
  /** The best average of the current choice. */
  #bestMs = Infinity;
  /** Evaluated with the current choice. */
  #tokens = 0;
  #clockMs = 0;
  /** Before these times no trial in that direction. */
  readonly #notBefore = { fewer: 0, more: 0 };
  #payback = leastPayback;
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

  /** The number that has proved best. */
  get provedThreads(): number {
    return this.#choices[this.#current] ?? 1;
  }

  /**
   * A batch was evaluated with all threads.
   * @param coresHad how many of them had a core, on average; null: not known
   */
  tookBatch(msPerToken: number, coresHad: number | null): void {
    const most = this.#choices[0] ?? 1;
    if (coresHad === null) {
      return;
    }
    const choice = this.#choices.findIndex((threads) => threads <= Math.max(1, coresHad + 0.25));
    if (coresHad < most * 0.8 && choice > this.#current) {
      this.#settleOn(choice, "fewer", msPerToken);
    } else if (coresHad >= most - calmLoss) {
      this.#notBefore.more = 0;
    }
  }

  /**
   * How long the token took that was evaluated with `threads`.
   * @param coresHad as of a batch
   */
  took(ms: number, coresHad: number | null): void {
    this.#clockMs += ms;
    this.#tokens++;
    if (this.#trial === null) {
      this.#recent = [...this.#recent, { ms, coresHad }].slice(-averagedTokens);
      this.#considerTrial(averageMs(this.#recent));
    } else {
      this.#trial.tookMs.push(ms);
      this.#judge(this.#trial, averageMs(this.#recent));
    }
  }

  #considerTrial(usualMs: number): void {
    if (this.#recent.length < tokensBetweenTrials) {
      return;
    }
    if (usualMs > this.#bestMs * 2) {
      // Something else has begun to use the machine.
      this.#notBefore.fewer = 0;
      this.#bestMs = usualMs;
      this.#payback = leastPayback;
    }
    this.#bestMs = Math.min(this.#bestMs, usualMs);
    const direction = (["fewer", "more"] as const).find(
      (way) =>
        this.#clockMs >= this.#notBefore[way] &&
        this.#neighbour(way) in this.#choices &&
        (way === "more" || !this.#isCalm() || this.#tokens >= calmTokens),
    );
    if (direction !== undefined) {
      this.#trial = { direction, choice: this.#neighbour(direction), tookMs: [] };
    }
  }

  /** Every thread had a core to itself. */
  #isCalm(): boolean {
    const had = this.#recent.map(({ coresHad }) => coresHad ?? 0);
    return had.reduce((sum, cores) => sum + cores, 0) >= had.length * (this.provedThreads - calmLoss);
  }

  #judge({ direction, choice, tookMs }: Trial, usualMs: number): void {
    const isHopeless = (tookMs.at(-1) ?? 0) > usualMs * hopelessFactor;
    if (tookMs.length < trialTokens && !isHopeless) {
      return;
    }
    this.#trial = null;
    if (average(tookMs) < usualMs * (direction === "fewer" ? 0.9 : 1)) {
      this.#settleOn(choice, direction, usualMs);
      return;
    }
    const lostMs = tookMs.reduce((sum, ms) => sum + Math.max(0, ms - usualMs), 0);
    // Where nobody else wants a core nothing will have changed soon.
    const payback = this.#isCalm() ? mostPayback : this.#payback;
    this.#notBefore[direction] = this.#clockMs + Math.max(lostMs, usualMs) * payback;
    this.#payback = Math.min(mostPayback, this.#payback * 2);
    this.#recent = this.#recent.slice(-tokensBetweenTrials + 1);
  }

  #settleOn(choice: number, direction: "fewer" | "more", formerMs: number): void {
    this.#current = choice;
    this.#recent = [];
    this.#bestMs = Infinity;
    this.#tokens = direction === "fewer" ? calmTokens : 0;
    this.#payback = leastPayback;
    this.#notBefore[direction] = 0;
    // Where we come from is known to be worse.
    this.#notBefore[direction === "fewer" ? "more" : "fewer"] = this.#clockMs + formerMs * leastPayback;
  }

  #neighbour(direction: "fewer" | "more"): number {
    return this.#current + (direction === "fewer" ? 1 : -1);
  }
}

interface Token {
  readonly ms: number;
  readonly coresHad: number | null;
}

interface Trial {
  readonly direction: "fewer" | "more";
  readonly choice: number;
  readonly tookMs: number[];
}

const averagedTokens = 8;
const tokensBetweenTrials = 4;
const trialTokens = 3;
const hopelessFactor = 1.3;
const leastPayback = 50;
const mostPayback = 400;
/** Cores that the threads want and do not get, where nobody else wants them. */
const calmLoss = 0.25;
/** So many on a calm machine before fewer threads are tried: more than most replies have in their first seconds. */
const calmTokens = 64;

const averageMs = (tokens: readonly Token[]) => average(tokens.map(({ ms }) => ms));
const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
