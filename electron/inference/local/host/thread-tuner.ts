/**
 * Finds the number of threads that evaluates single tokens fastest, while tokens are being evaluated.
 *
 * One thread per core is best only on an idle machine. llama.cpp's threads spin until the last one arrives,
 * so when another program takes a core for a moment, all of them wait; on a busy machine one thread less can
 * be several times faster. The tuner therefore tries a neighbouring number for a few tokens now and then: it
 * settles on fewer threads when that is clearly faster, and on more when it is no slower. Threads that
 * compute or spin use all the CPU time they get, which shows whether the machine is busy: while it is not,
 * fewer threads are tried rarely. After a failed trial, the next one is delayed in proportion to the time
 * lost, and by more after each failure: trials take about 2% of the time at first, and less and less.
 *
 * The number of threads changes the last bits of the logits of long contexts, as the batch splits do.
 */
export class ThreadTuner {
  /** In descending order. */
  readonly #choices: readonly number[];
  #current = 0;
  /** Milliseconds of the last tokens in a row. */
  #recent: number[] = [];
  /** How many cores the last evaluations used, those with drafts among them; null: unknown. */
  #coresUsed: (number | null)[] = [];
  /** The best average time of the current choice. */
  #bestMs = Infinity;
  /** Number of tokens evaluated with the current choice. */
  #tokens = 0;
  #clockMs = 0;
  /** No trial in that direction before these times of `#clockMs`. */
  readonly #notBefore = { fewer: 0, more: 0 };
  #payback = minPayback;
  #trial: Trial | null = null;
  /** Fewer threads failed while the machine was calm, so they are not tried again for long. */
  #hasFailedCalm = false;
  /** There were drafts since the last trial, so that the single tokens of the next one cost something. */
  #hasDrafts = false;

  /** @param cores the number of cores: the initial number of threads */
  constructor(cores: number) {
    const fewer = [cores, cores - 1, Math.ceil(cores / 2), Math.ceil(cores / 4), 1];
    this.#choices = [...new Set(fewer.filter((threads) => threads >= 1))].sort((a, b) => b - a);
  }

  /** The number of threads for the next token. */
  get threads(): number {
    return this.#choices[this.#trial?.choice ?? this.#current] ?? 1;
  }

  /** The current best number, ignoring a running trial. */
  get bestThreads(): number {
    return this.#choices[this.#current] ?? 1;
  }

  /** Whether `threads` is not `bestThreads`, but tried. */
  get isTrying(): boolean {
    return this.#trial !== null;
  }

  /** Whether single tokens are needed to try another number of threads. */
  get needsTokens(): boolean {
    if (this.#trial !== null || this.#isDue("more")) return true;
    return this.#coresUsed.every((cores) => cores !== null) && this.#isDue("fewer");
  }

  /**
   * Records a batch of the prompt, evaluated with all threads.
   * @param coresUsed how many cores the threads got on average; null: unknown
   */
  recordBatch(tokens: number, ms: number, coresUsed: number | null): void {
    const most = this.#choices[0] ?? 1;
    if (coresUsed === null || ms < leastBatchMs) {
      return;
    }
    const choice = this.#choices.findIndex((threads) => threads <= Math.max(1, coresUsed + 0.25));
    if (coresUsed < most * 0.8 && choice > this.#current) {
      this.#settleOn(choice, "fewer", ms / tokens);
    } else if (coresUsed >= most - calmLoss) {
      this.#notBefore.more = 0;
    }
  }

  /**
   * Records a token evaluated with `threads`.
   * @param coresUsed as for a batch
   */
  recordToken(ms: number, coresUsed: number | null): void {
    this.#clockMs += ms;
    this.#tokens++;
    if (this.#trial === null) {
      this.#recent = [...this.#recent, ms].slice(-averagedTokens);
      this.#noteCores(coresUsed);
      this.#considerTrial(average(this.#recent));
    } else {
      this.#trial.tookMs.push(ms);
      this.#judge(this.#trial, average(this.#recent));
    }
  }

  /**
   * Records a token evaluated together with drafts and with `bestThreads`: its time cannot be compared with that
   * of a single one.
   * @param coresUsed as for a batch
   */
  recordWithDrafts(ms: number, coresUsed: number | null): void {
    this.#clockMs += ms;
    this.#tokens++;
    // Single tokens before and after may have met different machines.
    this.#recent = [];
    this.#trial = null;
    this.#hasDrafts = true;
    this.#noteCores(coresUsed);
  }

  #noteCores(coresUsed: number | null): void {
    this.#coresUsed = [...this.#coresUsed, coresUsed].slice(-averagedTokens);
    if (this.#hasFailedCalm && !this.#isCalm()) {
      this.#hasFailedCalm = false;
      this.#notBefore.fewer = 0;
    }
  }

  #considerTrial(usualMs: number): void {
    if (this.#recent.length < tokensBetweenTrials) {
      return;
    }
    if (usualMs > this.#bestMs * 2) {
      // Another program has begun to use the machine.
      this.#notBefore.fewer = 0;
      this.#bestMs = usualMs;
      this.#payback = minPayback;
    }
    this.#bestMs = Math.min(this.#bestMs, usualMs);
    const direction = (["fewer", "more"] as const).find((way) => this.#isDue(way));
    if (direction !== undefined) {
      this.#trial = { direction, choice: this.#neighbour(direction), tookMs: [] };
    }
  }

  #isDue(direction: "fewer" | "more"): boolean {
    if (this.#clockMs < this.#notBefore[direction] || !(this.#neighbour(direction) in this.#choices))
      return false;
    return direction === "more" || !this.#isCalm() || this.#tokens >= calmTokens;
  }

  /** Whether every thread had a core to itself. */
  #isCalm(): boolean {
    const had = this.#coresUsed.map((cores) => cores ?? 0);
    return had.reduce((sum, cores) => sum + cores, 0) >= had.length * (this.bestThreads - calmLoss);
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
    // On a calm machine nothing will change soon.
    const isCalm = this.#isCalm();
    const payback = isCalm ? maxPayback : this.#payback;
    if (direction === "fewer") this.#hasFailedCalm = isCalm;
    const withoutDraftsMs = this.#hasDrafts ? tokensBetweenTrials * usualMs : 0;
    this.#hasDrafts = false;
    this.#notBefore[direction] = this.#clockMs + (Math.max(lostMs, usualMs) + withoutDraftsMs) * payback;
    this.#payback = Math.min(maxPayback, this.#payback * 2);
    this.#recent = this.#recent.slice(-tokensBetweenTrials + 1);
  }

  #settleOn(choice: number, direction: "fewer" | "more", formerMs: number): void {
    this.#current = choice;
    // A running trial compares with the former choice.
    this.#trial = null;
    this.#recent = [];
    this.#coresUsed = [];
    this.#bestMs = Infinity;
    this.#tokens = direction === "fewer" ? calmTokens : 0;
    this.#payback = minPayback;
    this.#notBefore[direction] = 0;
    // The former choice is known to be worse.
    this.#notBefore[direction === "fewer" ? "more" : "fewer"] = this.#clockMs + formerMs * minPayback;
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

/** A shorter batch of a prompt may coincide with a short burst of another program, or with a pause of it. */
const leastBatchMs = 500;
const averagedTokens = 8;
const tokensBetweenTrials = 4;
const trialTokens = 3;
const hopelessFactor = 1.3;
const minPayback = 50;
const maxPayback = 400;
/** Cores that the threads do not get even on an otherwise idle machine. */
const calmLoss = 0.25;
/**
 * Tokens on a calm machine before fewer threads are tried: more than most replies have in their first
 * seconds.
 */
const calmTokens = 64;

const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
