import type { FilledTensor, GgufTensor } from "../gguf/gguf-writer.ts";
import type { WritableType } from "../gguf/tensor-encoding.ts";

/** The weights of a norm, all equal. */
export const norm = (name: string, length: number, weight = 1): GgufTensor => ({
  name,
  shape: [length],
  type: "F32",
  fill: (row) => row.fill(weight),
});

export const zeros = (name: string, shape: readonly number[], type = "F16"): GgufTensor => ({
  name,
  shape,
  type,
  fill: "zeros",
});

/** Non-zero weights per row, each as [column, weight]. */
export const sparse = (
  name: string,
  shape: readonly [rowLength: number, rows: number],
  entries: ReadonlyMap<number, readonly (readonly [column: number, weight: number])[]>,
): GgufTensor => ({
  name,
  shape,
  type: "F16",
  fill: (row, index) => {
    for (const [column, weight] of entries.get(index) ?? []) {
      row[column] = weight;
    }
  },
});

/** A quarter of a global layer's dimensions rotate with the position; the rest do not. */
export const ropeFactors = (globalHeadSize: number): GgufTensor => ({
  name: "rope_freqs.weight",
  shape: [globalHeadSize / 2],
  type: "F32",
  fill: (row) => row.fill(1e30).fill(1, 0, globalHeadSize / 8),
});

/**
 * Numbers distributed uniformly around 0 with the given deviation; the same seed and name give the same
 * numbers. Rows of block types must be multiples of 32.
 */
export function random(
  name: string,
  shape: readonly number[],
  type: WritableType,
  seed: number,
  deviation = 0.05,
): FilledTensor {
  const reach = deviation * Math.sqrt(12);
  const start = hash(`${seed} ${name}`);
  return {
    name,
    shape,
    type,
    fill: (row, index) => {
      let state = scramble(start + index) || 1;
      for (let i = 0; i < row.length; i++) {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        row[i] = (state / 0x1_0000_0000) * reach;
      }
    },
  };
}

function hash(text: string): number {
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    value = scramble(value + text.charCodeAt(i));
  }
  return value;
}

/** Mixes a 32-bit value so that neighbouring inputs give distant outputs. */
function scramble(value: number): number {
  const mixed = Math.imul(value ^ (value >>> 16), 0x45d9f3b);
  return Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) ^ (mixed >>> 13);
}
