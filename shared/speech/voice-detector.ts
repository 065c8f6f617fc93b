import type { FrameLevel } from "./frame-levels.ts";

/** What is known of 10 ms. */
export interface JudgedFrame {
  readonly isVoice: boolean;
  /** Of the frame's sound, in dB. */
  readonly level: number;
}

export interface VoiceDetector {
  /** Answers what is certain by now: about three seconds less than was given. */
  add(levels: readonly FrameLevel[]): readonly JudgedFrame[];
  /** The rest. */
  finish(): readonly JudgedFrame[];
}

/** The floor is found anew for each half second, from what is around it. */
const blockFrames = 50;
const blocksAround = 6;
/** Of the frames around, this part is taken for background: speech has that many gaps even where it never pauses. */
const floorShare = 0.1;
const aboveFloorDb = 8;
/** No voice is as weak as this; a recording's rounding is. */
const faintest: FrameLevel = { all: -62, high: -66 };

/**
 * Tells voice from background by its energy. The floor follows the background, so that a fan that starts, a far voice or a
 * quiet recording are judged by what is around them. Every other loud sound counts as voice.
 */
export function createVoiceDetector(): VoiceDetector {
  /** From a few blocks before the next one to be judged. */
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
      // One frame alone is a click.
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
