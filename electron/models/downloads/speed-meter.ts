const windowMs = 8_000;
const shortestMs = 1_000;

/** The recent download speed. */
export class SpeedMeter {
  #samples: { readonly atMs: number; readonly bytes: number }[] = [];

  /** @param bytes the total downloaded so far */
  add(bytes: number, atMs: number): void {
    const last = this.#samples.at(-1);
    // The total shrank: the file was discarded.
    if (last !== undefined && bytes < last.bytes) this.#samples = [];
    this.#samples.push({ atMs, bytes });
    this.#samples = this.#samples.filter((sample) => atMs - sample.atMs <= windowMs);
  }

  /** Null until there are enough samples. */
  bytesPerSecond(): number | null {
    const [first] = this.#samples;
    const last = this.#samples.at(-1);
    if (!first || !last || last.atMs - first.atMs < shortestMs) return null;
    return ((last.bytes - first.bytes) / (last.atMs - first.atMs)) * 1_000;
  }

  reset(): void {
    this.#samples = [];
  }
}
