/** Reads up to `length` bytes from `offset`; returns fewer only at the end of the source. */
export type ReadBytes = (offset: number, length: number) => Promise<Uint8Array>;

/** Thrown when the source ends before the requested bytes. */
export class EndOfBytes extends Error {}

/**
 * Reads a source sequentially in chunks. Callers make the bytes they need available with `need`, the only
 * asynchronous call; everything else is synchronous, which makes skipping a million short strings fast.
 */
export class ByteCursor {
  readonly #read: ReadBytes;
  readonly #chunkBytes: number;
  #view: DataView = new DataView(new ArrayBuffer(0));
  /** Offset of the view in the source. */
  #viewOffset = 0;
  /** Position of the cursor in the view; past its end after a long skip. */
  #at = 0;

  constructor(read: ReadBytes, chunkBytes: number) {
    this.#read = read;
    this.#chunkBytes = chunkBytes;
  }

  /** Offset in the source. */
  get offset(): number {
    return this.#viewOffset + this.#at;
  }

  has(count: number): boolean {
    return this.#at + count <= this.#view.byteLength;
  }

  /** Makes at least the next `count` bytes available. The caller bounds `count`. */
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

  /** Takes constant time; nothing is read until the next `need`. */
  skip(count: number): void {
    this.#at += count;
  }

  /**
   * Skips strings, each a 64-bit length and its bytes, as far as their lengths are in memory, and returns how
   * many. Stops before a string longer than `limit`. Written as a plain loop because vocabularies have
   * hundreds of thousands of strings.
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

  /** A 64-bit length as a number. Values beyond 2^53 are rounded; they exceed every limit anyway. */
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
