const enoughBytes = 1024 * 1024;
/** A slow line's bytes do not wait for more. */
const longestWaitMs = 200;

/** Gives bytes that follow each other on in large pieces: each write costs the same, whatever its size. */
export class GatheredBytes {
  readonly #onBytes: (bytes: Uint8Array, position: number) => Promise<unknown>;
  #pieces: Uint8Array[] = [];
  #bytes = 0;
  #position = 0;
  #sinceMs = 0;

  constructor(onBytes: (bytes: Uint8Array, position: number) => Promise<unknown>) {
    this.#onBytes = onBytes;
  }

  /** @throws what `onBytes` throws; then these bytes are gone */
  async add(bytes: Uint8Array, position: number): Promise<void> {
    if (this.#pieces.length === 0) {
      this.#position = position;
      this.#sinceMs = performance.now();
    }
    this.#pieces.push(bytes);
    this.#bytes += bytes.length;
    if (this.#bytes >= enoughBytes || performance.now() - this.#sinceMs > longestWaitMs) await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#pieces.length === 0) return;
    const bytes = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#bytes = 0;
    await this.#onBytes(bytes, this.#position);
  }
}
