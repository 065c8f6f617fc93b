/// <reference lib="es2025.float16" />
import { tensorTypes, type TensorType } from "../../shared/models/gguf-format.ts";

/** The tensor types that this writer encodes; every GGUF reader supports them. */
export type WritableType = "F32" | "F16" | "Q4_0" | "Q8_0";

/** Encodes one row into a target of the row's size in bytes. */
export type EncodeRow = (row: Float32Array, target: Uint8Array) => void;

export const rowEncoders: Readonly<Record<WritableType, EncodeRow>> = {
  // Typed arrays have the machine's byte order: little-endian wherever Node runs, as GGUF requires.
  F32: (row, target) => target.set(new Uint8Array(row.buffer, row.byteOffset, row.byteLength)),
  F16: (row, target) => target.set(new Uint8Array(new Float16Array(row).buffer)),
  Q4_0: (row, target) => eachBlock(row, target, 18, encodeQ4Block),
  Q8_0: (row, target) => eachBlock(row, target, 34, encodeQ8Block),
};

/** GGUF's id of a type, and the size of its blocks. */
export function tensorFormat(type: string): TensorType & { readonly id: number } {
  for (const [id, format] of tensorTypes) {
    if (format.name === type) {
      return { ...format, id };
    }
  }
  throw new Error(`${type} is missing from the table of tensor types`);
}

function eachBlock(
  row: Float32Array,
  target: Uint8Array,
  blockBytes: number,
  encodeBlock: (numbers: Float32Array, block: DataView) => void,
): void {
  for (let block = 0; block * 32 < row.length; block++) {
    encodeBlock(
      row.subarray(block * 32, block * 32 + 32),
      new DataView(target.buffer, target.byteOffset + block * blockBytes, blockBytes),
    );
  }
}

/** A scale and 32 signed bytes. */
function encodeQ8Block(numbers: Float32Array, block: DataView): void {
  const scale = Math.abs(furthestFromZero(numbers)) / 127;
  block.setFloat16(0, scale, true);
  numbers.forEach((number, i) => {
    block.setInt8(2 + i, scale === 0 ? 0 : Math.round(number / scale));
  });
}

/**
 * A scale and 32 numbers of four bits, offset by 8: the low halves are the first 16 numbers, the high ones
 * the rest.
 */
function encodeQ4Block(numbers: Float32Array, block: DataView): void {
  const scale = furthestFromZero(numbers) / -8;
  block.setFloat16(0, scale, true);
  const nibble = (i: number) => (scale === 0 ? 8 : Math.min(15, Math.floor((numbers[i] ?? 0) / scale + 8.5)));
  for (let i = 0; i < 16; i++) {
    block.setUint8(2 + i, nibble(i) | (nibble(i + 16) << 4));
  }
}

/**
 * The number with the largest magnitude, with its sign. A plain loop for speed: it runs for every number of
 * large models.
 */
function furthestFromZero(numbers: Float32Array): number {
  let furthest = 0;
  for (const number of numbers) {
    if (Math.abs(number) > Math.abs(furthest)) {
      furthest = number;
    }
  }
  return furthest;
}
