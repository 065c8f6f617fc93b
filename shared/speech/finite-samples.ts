/**
 * The samples with zero in place of those that are no finite numbers, which float files can have and the engine
 * refuses. Not copied where all are finite.
 */
export function finiteSamples(samples: Float32Array): Float32Array {
  return samples.every(Number.isFinite)
    ? samples
    : samples.map((sample) => (Number.isFinite(sample) ? sample : 0));
}
