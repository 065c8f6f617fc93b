import { audioSampleRate } from "../media/audio-tokens.ts";

/** Samples per frame of 10 ms. */
export const frameSamples = audioSampleRate / 100;
export const framesPerSecond = 100;

/** Level of a frame in dB below full scale (a mean square of 1 is 0 dB). */
export interface FrameLevel {
  /** High-pass filtered, which removes inaudible frequencies such as a microphone's DC offset. */
  readonly all: number;
  /**
   * Level of the first difference, which emphasises high frequencies: an "s" is weak overall but strong here.
   */
  readonly high: number;
}

/** Level of digital silence. */
const silenceDb = -100;

export interface LevelMeter {
  /** Adds samples, all of them finite, and returns the frames that are complete. */
  add(samples: Float32Array): readonly FrameLevel[];
}

export function createLevelMeter(): LevelMeter {
  let last = 0;
  let filtered = 0;
  let lastFiltered = 0;
  let all = 0;
  let high = 0;
  let count = 0;
  return {
    add(samples) {
      const frames: FrameLevel[] = [];
      for (const sample of samples) {
        filtered = sample - last + 0.99 * filtered;
        last = sample;
        all += filtered * filtered;
        high += (filtered - 0.97 * lastFiltered) ** 2;
        lastFiltered = filtered;
        count += 1;
        if (count === frameSamples) {
          frames.push({ all: decibels(all / frameSamples), high: decibels(high / frameSamples) });
          all = 0;
          high = 0;
          count = 0;
        }
      }
      return frames;
    },
  };
}

function decibels(meanSquare: number): number {
  return Math.max(silenceDb, 10 * Math.log10(meanSquare));
}
