const enoughBytes = 1024 * 1024;
/** On a slow connection, bytes are flushed after this time even when the buffer is not full. */
const longestWaitMs = 200;

/** Consecutive byte arrays as received. They are not concatenated, which would copy every byte. */
export type Pieces = readonly Uint8Array[];

/** Buffers consecutive bytes and passes them on in large groups, because each write has a fixed cost. */
export class GatheredBytes {
  readonly #onBytes: (pieces: Pieces, position: number) => Promise<unknown>;
  #pieces: Uint8Array[] = [];
  #bytes = 0;
  #position = 0;
  #sinceMs = 0;

  constructor(onBytes: (pieces: Pieces, position: number) => Promise<unknown>) {
    this.#onBytes = onBytes;
  }

  /** @throws errors of `onBytes`; the buffered bytes are lost then */
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
