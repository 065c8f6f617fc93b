/** How far distributions of the next token are from those of a reference, over some positions. */
export interface Drift {
  /** Kullback-Leibler divergence from the reference, in nats. */
  readonly meanDivergence: number;
  readonly largestDivergence: number;
  /** The share of positions with the same most likely token. */
  readonly agreement: number;
}

/** @param reference probabilities, a row a position; `other` likewise */
export function driftOf(reference: Float32Array, other: Float32Array, positions: number): Drift {
  const size = reference.length / positions;
  if (other.length !== reference.length || !Number.isInteger(size)) {
    throw new Error(`${other.length} probabilities are compared with ${reference.length}`);
  }
  const rows = Array.from({ length: positions }, (_, i) => {
    const [wanted, found] = [reference, other].map((all) => all.subarray(i * size, (i + 1) * size));
    return wanted === undefined || found === undefined
      ? { divergence: Number.NaN, isSame: false }
      : { divergence: divergence(wanted, found), isSame: likeliest(wanted) === likeliest(found) };
  });
  return {
    meanDivergence: rows.reduce((sum, row) => sum + row.divergence, 0) / positions,
    largestDivergence: Math.max(...rows.map((row) => row.divergence)),
    agreement: rows.filter(({ isSame }) => isSame).length / positions,
  };
}

/** The sums of 32-bit probabilities are not exactly 1, and divergences of similar rows are as small as that. */
function divergence(wanted: Float32Array, found: Float32Array): number {
  const [wantedSum, foundSum] = [sumOf(wanted), sumOf(found)];
  return wanted.reduce((sum, number, i) => {
    const p = number / wantedSum;
    return p === 0 ? sum : sum + p * Math.log(p / ((found[i] ?? Number.NaN) / foundSum));
  }, 0);
}

const sumOf = (row: Float32Array) => row.reduce((sum, p) => sum + p, 0);

const likeliest = (row: Float32Array) => row.indexOf(Math.max(...chunks(row)));

/** A function call has too few arguments for a whole vocabulary. */
function chunks(row: Float32Array): readonly number[] {
  const length = 4096;
  return Array.from({ length: Math.ceil(row.length / length) }, (_, i) =>
    Math.max(...row.subarray(i * length, (i + 1) * length)),
  );
}
