import type { FrameLevel } from "./frame-levels.ts";

/** The classification of one frame (10 ms). */
export interface JudgedFrame {
  readonly isVoice: boolean;
  /** Level of the frame in dB. */
  readonly level: number;
}

export interface VoiceDetector {
  /** Adds frames and returns the ones that are decided, about three seconds behind the input. */
  add(levels: readonly FrameLevel[]): readonly JudgedFrame[];
  /** Returns the remaining frames. */
  finish(): readonly JudgedFrame[];
}

/** The noise floor is estimated anew for each half second, from the surrounding blocks. */
const blockFrames = 50;
const blocksAround = 6;
/**
 * This fraction of the surrounding frames is taken for background: speech without pauses still has that many
 * gaps.
 */
const floorShare = 0.1;
const aboveFloorDb = 8;
/** Minimum level of voice; quantisation noise of a recording is below it. */
const faintest: FrameLevel = { all: -62, high: -66 };

/**
 * Detects voice by its energy above the noise floor. The floor is adaptive, so that a fan that starts, a
 * distant voice and a quiet recording are judged relative to their surroundings. Any other loud sound counts
 * as voice.
 */
export function createVoiceDetector(): VoiceDetector {
  /** Starts a few blocks before the next block to be judged. */
  let frames: FrameLevel[] = [];
  let judgedFrames = 0;

  const judgeBlock = (size: number): JudgedFrame[] => {
    const from = Math.max(0, judgedFrames - blocksAround * blockFrames);
    const around = frames.slice(from, judgedFrames + (blocksAround + 1) * blockFrames);
    const floor: FrameLevel = {
      all: floorOf(around.map(({ all }) => all)),
      high: floorOf(around.map(({ high }) => high)),
    };
    const judged = Array.from({ length: size }, (_, index): JudgedFrame => {
      const at = judgedFrames + index;
      // A single loud frame is a click.
      const loud = [at - 1, at, at + 1].filter((place) => isLoud(frames[place], floor));
      return { isVoice: loud.length >= 2, level: frames[at]?.all ?? 0 };
    });
    judgedFrames += size;
    const known = (blocksAround + 1) * blockFrames;
    if (judgedFrames > 2 * known) {
      frames = frames.slice(judgedFrames - known);
      judgedFrames = known;
    }
    return judged;
  };

  return {
    add(levels) {
      for (const level of levels) frames.push(level);
      const judged: JudgedFrame[] = [];
      while (frames.length - judgedFrames >= (blocksAround + 1) * blockFrames)
        judged.push(...judgeBlock(blockFrames));
      return judged;
    },
    finish() {
      const judged: JudgedFrame[] = [];
      while (frames.length > judgedFrames)
        judged.push(...judgeBlock(Math.min(blockFrames, frames.length - judgedFrames)));
      return judged;
    },
  };
}

function isLoud(frame: FrameLevel | undefined, floor: FrameLevel): boolean {
  if (!frame) return false;
  return (["all", "high"] as const).some(
    (band) => frame[band] > Math.max(faintest[band], floor[band] + aboveFloorDb),
  );
}

function floorOf(levels: readonly number[]): number {
  const sorted = Float32Array.from(levels).sort();
  return sorted[Math.floor(sorted.length * floorShare)] ?? 0;
}
