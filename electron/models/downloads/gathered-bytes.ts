const enoughBytes = 1024 * 1024;
/** A slow line's bytes do not wait for more. */
const longestWaitMs = 200;

/** Bytes that follow each other, as they came: putting them together would copy them all, and make garbage of every copy. */
export type Pieces = readonly Uint8Array[];

/** Gives bytes that follow each other on in large groups: each write costs the same, whatever its size. */
export class GatheredBytes {
  readonly #onBytes: (pieces: Pieces, position: number) => Promise<unknown>;
  #pieces: Uint8Array[] = [];
  #bytes = 0;
  #position = 0;
  #sinceMs = 0;

  constructor(onBytes: (pieces: Pieces, position: number) => Promise<unknown>) {
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
    const pieces = this.#pieces;
    this.#pieces = [];
    this.#bytes = 0;
    await this.#onBytes(pieces, this.#position);
  }
}
