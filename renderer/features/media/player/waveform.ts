import { audioSampleRate } from "../../../../shared/media/audio-tokens.ts";

/** How many bars a waveform has. */
export const barCount = 96;

/** A clip and its start time within the recording. */
export interface PlacedClip {
  readonly startMs: number;
  readonly sampleCount: number;
}

/** A range of samples within one clip. */
export interface Stretch<Clip> {
  readonly clip: Clip;
  readonly from: number;
  readonly to: number;
}

/** Enough to estimate the level of a bar without reading all of a long recording. */
const maxMsPerBar = 1_000;

/**
 * The ranges to read for each of `count` bars of equal duration: the clips' samples at the beginning of the
 * bar.
 */
export function stretchesOf<Clip extends PlacedClip>(
  clips: readonly Clip[],
  durationMs: number,
  count: number,
): readonly (readonly Stretch<Clip>[])[] {
  const barMs = durationMs / count;
  return Array.from({ length: count }, (_, bar) => {
    const fromMs = bar * barMs;
    const toMs = fromMs + Math.min(barMs, maxMsPerBar);
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

/** SVG path data for bars around a centre line, scaled to the loudest, in a view box of `count` by 2. */
export function waveformPath(peaks: readonly number[]): string {
  const loudest = Math.max(...peaks, 1e-6);
  return peaks.map((peak, at) => bar(at, peak / loudest)).join("");
}

/** @param level 0 to 1 */
function bar(at: number, level: number): string {
  const half = Math.max(0.04, level * 0.96);
  return `M${at + 0.5} ${(1 - half).toFixed(3)}V${(1 + half).toFixed(3)}`;
}

/** The waveform of a recording by its levels: each bar is the loudest of its share. */
export function waveformOfLevels(levels: readonly number[]): string {
  return waveformPath(
    Array.from({ length: barCount }, (_, bar) => {
      const from = Math.floor((bar * levels.length) / barCount);
      const to = Math.max(from + 1, Math.floor(((bar + 1) * levels.length) / barCount));
      return Math.max(0, ...levels.slice(from, to));
    }),
  );
}

/** The last levels of a recording that goes on, newest at the end. They are as loud as they are: silence is flat. */
export function latestLevels(levels: readonly number[]): string {
  const last = levels.slice(-barCount);
  const bars = [...new Array<number>(barCount - last.length).fill(0), ...last];
  return bars.map((level, at) => bar(at, level)).join("");
}
