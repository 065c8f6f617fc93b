/** Gives up to `length` bytes from `offset`; fewer only where the source ends there. */
export type ReadBytes = (offset: number, length: number) => Promise<Uint8Array>;

/** Thrown when the source ends before what was asked for. */
export class EndOfBytes extends Error {}

/**
 * Reads a source from its beginning, a chunk at a time. Callers make sure of the bytes they need with `need`, and only wait
 * where it says so; in between everything is synchronous, which makes walking a million short strings quick.
 */
export class ByteCursor {
  readonly #read: ReadBytes;
  readonly #chunkBytes: number;
  #view: DataView = new DataView(new ArrayBuffer(0));
  /** Where in the source the view begins. */
  #viewOffset = 0;
  /** Where in the view the cursor is; past its end after a long skip. */
  #at = 0;

  constructor(read: ReadBytes, chunkBytes: number) {
    this.#read = read;
    this.#chunkBytes = chunkBytes;
  }

  /** In the source. */
  get offset(): number {
    return this.#viewOffset + this.#at;
  }

  has(count: number): boolean {
    return this.#at + count <= this.#view.byteLength;
  }

  /** Brings at least the next `count` bytes into memory. The caller bounds `count`. */
  async need(count: number): Promise<void> {
    if (this.has(count)) {
      return;
    }
    const offset = this.offset;
    const bytes = await this.#read(offset, Math.max(count, this.#chunkBytes));
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#viewOffset = offset;
    this.#at = 0;
    if (!this.has(count)) {
      throw new EndOfBytes(`The bytes end at ${offset + bytes.byteLength}`);
    }
  }

  /** Costs nothing, however far; nothing is read until the next `need`. */
  skip(count: number): void {
    this.#at += count;
  }

  /**
   * Skips strings, each a 64-bit length and its bytes, as far as their lengths are in memory.
   * Returns how many; one that is longer than `limit` is left where it is. A loop for a million strings, hence its plainness.
   */
  skipStrings(count: number, limit: number): number {
    const view = this.#view;
    const last = view.byteLength - 8;
    let at = this.#at;
    let skipped = 0;
    while (skipped < count && at <= last) {
      const length = view.getUint32(at, true);
      if (length > limit || view.getUint32(at + 4, true) !== 0) {
        break;
      }
      at += 8 + length;
      skipped++;
    }
    this.#at = at;
    return skipped;
  }

  /** The next `count` bytes; valid until the next `need`. */
  bytes(count: number): Uint8Array {
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + this.#advance(count), count);
  }

  uint8 = () => this.#view.getUint8(this.#advance(1));
  int8 = () => this.#view.getInt8(this.#advance(1));
  uint16 = () => this.#view.getUint16(this.#advance(2), true);
  int16 = () => this.#view.getInt16(this.#advance(2), true);
  uint32 = () => this.#view.getUint32(this.#advance(4), true);
  int32 = () => this.#view.getInt32(this.#advance(4), true);
  float32 = () => this.#view.getFloat32(this.#advance(4), true);
  float64 = () => this.#view.getFloat64(this.#advance(8), true);
  uint64 = () => this.#view.getBigUint64(this.#advance(8), true);
  int64 = () => this.#view.getBigInt64(this.#advance(8), true);

  /** A 64-bit length as a number; beyond 2^53 it is rounded, which no limit lets pass anyway. */
  length(): number {
    const low = this.uint32();
    return this.uint32() * 0x1_0000_0000 + low;
  }

  #advance(count: number): number {
    const at = this.#at;
    this.#at += count;
    return at;
  }
}
