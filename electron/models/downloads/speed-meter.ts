const windowMs = 8_000;
const shortestMs = 1_000;

/** How fast bytes have come lately. */
export class SpeedMeter {
  #samples: { readonly atMs: number; readonly bytes: number }[] = [];

  /** @param bytes that are there by now, all together */
  add(bytes: number, atMs: number): void {
    const last = this.#samples.at(-1);
    // Less than before: what was there was discarded.
    if (last !== undefined && bytes < last.bytes) this.#samples = [];
    this.#samples.push({ atMs, bytes });
    this.#samples = this.#samples.filter((sample) => atMs - sample.atMs <= windowMs);
  }

  /** Null while too little is known. */
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
