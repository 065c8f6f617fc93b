import { audioSampleRate } from "../../../../shared/media/audio-tokens.ts";

/** Of a recording, and where in it it begins. */
export interface PlacedClip {
  readonly startMs: number;
  readonly sampleCount: number;
}

/** A stretch of one clip, in samples. */
export interface Stretch<Clip> {
  readonly clip: Clip;
  readonly from: number;
  readonly to: number;
}

/** Enough to see how loud it is there; nobody waits for an hour of sound to be read for a drawing. */
const mostMsOfBar = 1_000;

/** What is looked at for each of `count` bars of equal time: the beginning of its time, where clips have it. */
export function stretchesOf<Clip extends PlacedClip>(
  clips: readonly Clip[],
  durationMs: number,
  count: number,
): readonly (readonly Stretch<Clip>[])[] {
  const barMs = durationMs / count;
  return Array.from({ length: count }, (_, bar) => {
    const fromMs = bar * barMs;
    const toMs = fromMs + Math.min(barMs, mostMsOfBar);
    return clips.flatMap((clip) => {
      const sampleAt = (timeMs: number) => Math.round(((timeMs - clip.startMs) * audioSampleRate) / 1000);
      const from = Math.max(0, sampleAt(fromMs));
      const to = Math.min(clip.sampleCount, sampleAt(toMs));
      return to > from ? [{ clip, from, to }] : [];
    });
  });
}

export function peakOf(samples: Float32Array): number {
  return samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
}

/** Bars around a middle line, the longest for the loudest, as path data in a box of `count` by 2. */
export function waveformPath(peaks: readonly number[]): string {
  const loudest = Math.max(...peaks, 1e-6);
  return peaks
    .map((peak, at) => {
      const half = Math.max(0.04, (peak / loudest) * 0.96);
      return `M${at + 0.5} ${(1 - half).toFixed(3)}V${(1 + half).toFixed(3)}`;
    })
    .join("");
}
