/** Aborts its signal when there was no news for a time; the time in which it is paused does not count. */
export class SilenceWatch {
  readonly #limitMs: number;
  readonly #abort = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #pauses = 0;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
    this.reset();
  }

  /** Aborted with a `TimeoutError`. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  reset(): void {
    this.dispose();
    if (this.#pauses > 0) return;
    this.#timer = setTimeout(() => {
      const seconds = Math.round(this.#limitMs / 1000);
      this.#abort.abort(new DOMException(`No answer within ${seconds} seconds`, "TimeoutError"));
    }, this.#limitMs);
  }

  pause(): void {
    this.#pauses++;
    this.dispose();
  }

  resume(): void {
    this.#pauses--;
    this.reset();
  }

  dispose(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
