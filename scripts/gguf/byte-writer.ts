/** A growing buffer of little-endian values. */
export class ByteWriter {
  #buffer = Buffer.alloc(64 * 1024);
  #length = 0;

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  uint8(value: number): void {
    const at = this.#reserve(1);
    this.#buffer.writeUInt8(value, at);
  }

  uint16(value: number): void {
    const at = this.#reserve(2);
    this.#buffer.writeUInt16LE(value, at);
  }

  uint32(value: number): void {
    const at = this.#reserve(4);
    this.#buffer.writeUInt32LE(value, at);
  }

  uint64(value: number | bigint): void {
    const at = this.#reserve(8);
    this.#buffer.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)), at);
  }

  float32(value: number): void {
    const at = this.#reserve(4);
    this.#buffer.writeFloatLE(value, at);
  }

  float64(value: number): void {
    const at = this.#reserve(8);
    this.#buffer.writeDoubleLE(value, at);
  }

  /** Length in bytes, then UTF-8 without a terminator. */
  string(value: string): void {
    const length = Buffer.byteLength(value);
    this.uint64(length);
    const at = this.#reserve(length);
    this.#buffer.write(value, at, "utf8");
  }

  padTo(alignment: number): void {
    this.#reserve(-this.#length & (alignment - 1));
  }

  /** Appends `count` zero bytes. @returns their offset */
  #reserve(count: number): number {
    const start = this.#length;
    this.#length += count;
    if (this.#length > this.#buffer.length) {
      const larger = Buffer.alloc(Math.max(this.#length, this.#buffer.length * 2));
      this.#buffer.copy(larger, 0, 0, start);
      this.#buffer = larger;
    }
    return start;
  }
}
