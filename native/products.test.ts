import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addonsFolder } from "./addon.ts";

/** Prints products; see kernels/products.cpp. */
const program = join(addonsFolder, "../cmake/products");
const compiled = join(addonsFolder, "kernels");
const names = existsSync(compiled) ? readdirSync(compiled) : [];
const variant = `linux-${process.arch}`;
const prebuilt = join(import.meta.dirname, "../node_modules/@node-llama-cpp", variant, "bins", variant);

/** Up to the tiles of eight rows that the kernels compute at a time, and around them. */
const rowCounts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 21];

interface Shape {
  readonly type: string;
  readonly length: number;
  readonly columns: number;
}

/** For each of `rowCounts`, that many rows of products of the same weights and the same first rows. */
function products(kernels: string, { type, length, columns }: Shape): readonly (readonly Float32Array[])[] {
  const args = [kernels, type, length, columns, ...rowCounts].map(String);
  const bytes = execFileSync(program, args, { stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 28 });
  const numbers = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  let at = 0;
  return rowCounts.map((rows) => Array.from({ length: rows }, () => numbers.subarray(at, (at += columns))));
}

/** The largest difference, as a share of the largest number. */
function distance(left: readonly Float32Array[], right: readonly Float32Array[]): number {
  let difference = left.length === right.length ? 0 : Infinity;
  let largest = 0;
  for (const [i, row] of left.entries()) {
    for (const [j, number] of row.entries()) {
      difference = Math.max(difference, Math.abs(number - (right[i]?.[j] ?? Infinity)));
      largest = Math.max(largest, Math.abs(number));
    }
  }
  return difference / largest;
}

const shapes: readonly Shape[] = [
  { type: "q4_0", length: 32, columns: 8 },
  { type: "q4_0", length: 96, columns: 24 },
  { type: "q4_0", length: 1536, columns: 2056 },
  { type: "q4_0", length: 12_288, columns: 40 },
  { type: "q4_K", length: 256, columns: 8 },
  { type: "q4_K", length: 768, columns: 24 },
  { type: "q4_K", length: 1536, columns: 2056 },
  { type: "q6_K", length: 256, columns: 8 },
  { type: "q6_K", length: 768, columns: 24 },
  { type: "q6_K", length: 1536, columns: 1032 },
  { type: "q8_0", length: 32, columns: 8 },
  { type: "q8_0", length: 256, columns: 2056 },
  { type: "q8_0", length: 2048, columns: 264 },
];

describe.skipIf(names.length === 0)("products of weights and rows", () => {
  const library = names[0] ?? "";

  it.each(shapes)("are those of llama.cpp's kernels: $type, $length x $columns", (shape) => {
    const ours = products(join(compiled, library), shape);
    const theirs = products(join(prebuilt, library), shape);
    // Not a bit of a single row may change.
    expect(ours[0]).toEqual(theirs[0]);
    for (const [i, rows] of ours.entries()) {
      expect(distance(rows, theirs[i] ?? [])).toBeLessThan(1e-5);
    }
  });

  it.each(shapes)("do not depend on the number of rows: $type, $length x $columns", (shape) => {
    const ours = products(join(compiled, library), shape);
    const most = ours.at(-1) ?? [];
    for (const rows of ours) expect(rows).toEqual(most.slice(0, rows.length));
  });
});
