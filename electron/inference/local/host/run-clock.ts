/** Measures the time that a generation runs, without its pauses. */
export class RunClock {
  #pausedMs = 0;
  #pausedAtMs: number | null = null;

  nowMs(): number {
    return (this.#pausedAtMs ?? performance.now()) - this.#pausedMs;
  }

  pause(): void {
    this.#pausedAtMs ??= performance.now();
  }

  continue(): void {
    if (this.#pausedAtMs !== null) {
      this.#pausedMs += performance.now() - this.#pausedAtMs;
      this.#pausedAtMs = null;
    }
  }
}
