import type { GgufTensor } from "../gguf/gguf-writer.ts";
import type { WritableType } from "../gguf/tensor-encoding.ts";

/** A norm's weights: the same number everywhere. */
export const norm = (name: string, length: number, weight = 1): GgufTensor => ({
  name,
  shape: [length],
  type: "F32",
  fill: (row) => row.fill(weight),
});

export const zeros = (name: string, shape: readonly number[]): GgufTensor => ({
  name,
  shape,
  type: "F16",
  fill: "zeros",
});

/** Non-zero weights by row, each as [column, weight]. */
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

/** A quarter of a global layer's dimensions turn with the position, the rest hold still. */
export const ropeFactors = (globalHeadSize: number): GgufTensor => ({
  name: "rope_freqs.weight",
  shape: [globalHeadSize / 2],
  type: "F32",
  fill: (row) => row.fill(1e30).fill(1, 0, globalHeadSize / 8),
});

/** Numbers spread evenly around 0 with the given deviation; rows of types with blocks must be multiples of 32. */
export function random(
  name: string,
  shape: readonly number[],
  type: WritableType,
  next: () => number,
  deviation = 0.05,
): GgufTensor {
  const reach = deviation * Math.sqrt(12);
  return {
    name,
    shape,
    type,
    fill: (row) => {
      for (let i = 0; i < row.length; i++) {
        row[i] = (next() - 0.5) * reach;
      }
    },
  };
}
