/** The loudest of each of `count` equal stretches, as parts of the loudest of all. */
export function peaksOf(samples: Float32Array, count: number): readonly number[] {
  const peaks = Array.from({ length: count }, (_, at) => {
    const [from, to] = [
      Math.floor((at * samples.length) / count),
      Math.floor(((at + 1) * samples.length) / count),
    ];
    let peak = 0;
    for (let index = from; index < to; index++) peak = Math.max(peak, Math.abs(samples[index] ?? 0));
    return peak;
  });
  const loudest = Math.max(...peaks, 1e-6);
  return peaks.map((peak) => peak / loudest);
}

/** Bars around a middle line, as path data in a box of `count` by 2. */
export function waveformPath(peaks: readonly number[]): string {
  return peaks
    .map((peak, at) => {
      const half = Math.max(0.04, peak * 0.96);
      return `M${at + 0.5} ${(1 - half).toFixed(3)}V${(1 + half).toFixed(3)}`;
    })
    .join("");
}
