/** A FIFO queue of samples. Its memory grows to the largest length it ever had and is not released. */
export class SampleQueue {
  #samples = new Float32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(samples: Float32Array): void {
    const length = this.#length + samples.length;
    if (length > this.#samples.length) {
      const roomier = new Float32Array(Math.max(length, 2 * this.#samples.length));
      roomier.set(this.#samples.subarray(0, this.#length));
      this.#samples = roomier;
    }
    this.#samples.set(samples, this.#length);
    this.#length = length;
  }

  take(count: number): Float32Array<ArrayBuffer> {
    const taken = this.#samples.slice(0, Math.min(count, this.#length));
    this.#samples.copyWithin(0, taken.length, this.#length);
    this.#length -= taken.length;
    return taken;
  }
}
