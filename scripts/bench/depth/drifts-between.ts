import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { driftOf, type Drift } from "./drift.ts";
import type { LibrarySubject } from "./library-subject.ts";
import { placeAt } from "./place-text.ts";

export interface DriftOptions {
  readonly depth: number;
  /** How many distributions are compared. */
  readonly positions: number;
}

/** How far the distributions of each are from those of the first one, after the same tokens. */
export async function driftsBetween(
  subjects: readonly LibrarySubject[],
  { depth, positions }: DriftOptions,
): Promise<readonly Drift[]> {
  const path = join(tmpdir(), `facet-bench-distributions-${process.pid}`);
  const distributions: Float32Array[] = [];
  try {
    for (const subject of subjects) {
      await subject.predict(placeAt(depth, 0, positions), positions, path);
      const bytes = await readFile(path);
      distributions.push(new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4));
    }
  } finally {
    await rm(path, { force: true });
  }
  const [reference = new Float32Array()] = distributions;
  return distributions.map((of) => driftOf(reference, of, positions));
}
