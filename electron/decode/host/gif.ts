import { DecodeError } from "../../../shared/media/decode-failure.ts";
import type { Raster } from "./raster.ts";

/** Where the rows of an interlaced image are: first row and distance, in four passes. */
const passes = [
  [0, 8],
  [4, 8],
  [2, 4],
  [1, 2],
] as const;
const largestCode = 4_095;

/** Decodes the first frame of a GIF (89a), on the canvas of the whole animation. @throws DecodeError `broken` */
export function decodeGif(file: Uint8Array): Raster {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const byteAt = (at: number) => file[at] ?? broken();
  const widthPx = view.getUint16(6, true);
  const heightPx = view.getUint16(8, true);
  const packed = byteAt(10);
  let at = 13;
  const colours = packed & 0x80 ? file.subarray(at, (at += 3 * 2 ** ((packed & 7) + 1))) : null;
  let transparent = -1;
  for (;;) {
    const mark = byteAt(at++);
    if (mark === 0x2c) break;
    if (mark !== 0x21) return broken();
    const label = byteAt(at++);
    if (label === 0xf9 && byteAt(at + 1) & 1) transparent = byteAt(at + 4);
    at = endOfBlocks(file, at);
  }
  if (at + 9 > file.length) return broken();
  const [left, top, width, height] = [0, 2, 4, 6].map((offset) => view.getUint16(at + offset, true)) as [
    number,
    number,
    number,
    number,
  ];
  const frame = byteAt(at + 8);
  at += 9;
  const palette = frame & 0x80 ? file.subarray(at, (at += 3 * 2 ** ((frame & 7) + 1))) : colours;
  if (palette === null) return broken();
  const indices = unpack(blocksOf(file, at + 1), byteAt(at), width * height);
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4);
  for (const [row, y] of rowsOf(height, (frame & 0x40) !== 0).entries()) {
    for (let x = 0; x < width; x++) {
      const index = indices[row * width + x] ?? 0;
      if (index === transparent || left + x >= widthPx || top + y >= heightPx) continue;
      const to = ((top + y) * widthPx + left + x) * 4;
      for (let channel = 0; channel < 3; channel++) rgba[to + channel] = palette[index * 3 + channel] ?? 0;
      rgba[to + 3] = 255;
    }
  }
  return { widthPx, heightPx, rgba };
}

function rowsOf(height: number, isInterlaced: boolean): readonly number[] {
  const rows = Array.from({ length: height }, (_, row) => row);
  if (!isInterlaced) return rows;
  return passes.flatMap(([first, distance]) => rows.filter((row) => row % distance === first));
}

function endOfBlocks(file: Uint8Array, start: number): number {
  let at = start;
  for (let length = file[at++]; length !== 0; length = file[at++]) {
    if (length === undefined) return broken();
    at += length;
  }
  return at;
}

function blocksOf(file: Uint8Array, start: number): Uint8Array {
  const bytes = new Uint8Array(file.length - start);
  let filled = 0;
  let at = start;
  // A file that was cut off is shown as far as it goes.
  for (let length = file[at++]; length; length = file[at++]) {
    const block = file.subarray(at, at + length);
    bytes.set(block, filled);
    filled += block.length;
    at += length;
  }
  return bytes.subarray(0, filled);
}

/** LZW with codes of growing length. */
function unpack(bytes: Uint8Array, firstBits: number, count: number): Uint8Array {
  if (firstBits < 1 || firstBits > 11) return broken();
  const clear = 1 << firstBits;
  const end = clear + 1;
  const prefixes = new Uint16Array(largestCode + 1);
  const suffixes = new Uint8Array(largestCode + 1);
  const stack = new Uint8Array(largestCode + 1);
  const indices = new Uint8Array(count);
  let [bits, next, previous, first, filled, held, heldBits] = [firstBits + 1, end + 1, -1, 0, 0, 0, 0];
  for (let code = 0; code < clear; code++) suffixes[code] = code;
  for (let at = 0; filled < count;) {
    while (heldBits < bits && at < bytes.length) {
      held |= (bytes[at++] ?? 0) << heldBits;
      heldBits += 8;
    }
    if (heldBits < bits) break;
    const read = held & ((1 << bits) - 1);
    held >>>= bits;
    heldBits -= bits;
    if (read === end) break;
    if (read === clear) {
      [bits, next, previous] = [firstBits + 1, end + 1, -1];
      continue;
    }
    if (read > next || (previous < 0 && read >= clear)) return broken();
    let depth = 0;
    let code = read;
    if (code === next) {
      stack[depth++] = first;
      code = previous;
    }
    while (code >= clear) {
      stack[depth++] = suffixes[code] ?? 0;
      code = prefixes[code] ?? 0;
    }
    first = code;
    stack[depth++] = first;
    while (depth > 0 && filled < count) indices[filled++] = stack[--depth] ?? 0;
    if (previous >= 0 && next <= largestCode) {
      prefixes[next] = previous;
      suffixes[next] = first;
      next += 1;
      if (next === 1 << bits && bits < 12) bits += 1;
    }
    previous = read;
  }
  return indices;
}

function broken(): never {
  throw new DecodeError("broken", "The GIF file is damaged");
}
