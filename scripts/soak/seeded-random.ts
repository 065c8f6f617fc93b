/** Random numbers that a seed reproduces. */
export interface SeededRandom {
  /** A uniformly distributed number, 0 ≤ n < `limit`. */
  below(limit: number): number;
  pick<T>(values: readonly T[]): T;
}

/** A small generator (Tommy Ettinger's mulberry32, public domain). */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (limit) => next() * limit,
    pick: (values) => {
      const value = values[Math.floor(next() * values.length)];
      if (value === undefined) throw new RangeError("Cannot pick from an empty list");
      return value;
    },
  };
}
