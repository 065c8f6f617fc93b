import { framesPerSecond } from "./frame-levels.ts";
import type { JudgedFrame } from "./voice-detector.ts";

/** Frames without voice, from `start` up to but not including `end`. */
export interface Pause {
  readonly start: number;
  readonly end: number;
}

/** Clips are cut at token boundaries; a token is four frames. */
export const framesPerToken = 4;
/** A pause between words is at least 200 ms; one frame at each end may contain some voice. */
const wordPauseFrames = 18;
const windowFrames = 10 * framesPerSecond;
/** Longer pauses are preferred, up to this length. */
const longestThatCounts = 80;
const quietFrames = 10;

/**
 * Where to cut, given that a clip has at most `most` frames: in the middle of the best pause in the last ten
 * seconds of the clip, else in the ten seconds before, else in the longest gap of the last ten seconds, else
 * at their quietest moment.
 */
export function chooseCut(frames: readonly JudgedFrame[], most: number): number {
  const pauses = pausesIn(frames);
  const between = pauses.filter(({ start, end }) => end - start >= wordPauseFrames);
  const cut =
    bestOf(between, most - windowFrames, most) ??
    bestOf(between, most - 2 * windowFrames, most - windowFrames) ??
    bestOf(pauses, most - windowFrames, most) ??
    quietestMoment(frames, most - windowFrames, most);
  return Math.max(framesPerToken, wholeTokensOf(Math.min(cut, most)));
}

/** Rounds to the nearest token boundary. */
function wholeTokensOf(frames: number): number {
  return Math.round(frames / framesPerToken) * framesPerToken;
}

function pausesIn(frames: readonly Pick<JudgedFrame, "isVoice">[]): Pause[] {
  const pauses: Pause[] = [];
  let start: number | null = null;
  for (const [index, { isVoice }] of frames.entries()) {
    if (!isVoice) start ??= index;
    else if (start !== null) {
      pauses.push({ start, end: index });
      start = null;
    }
  }
  if (start !== null) pauses.push({ start, end: frames.length });
  return pauses;
}

/** The middle of the best pause: long and late. null: no pause has its middle in this span. */
function bestOf(pauses: readonly Pause[], from: number, to: number): number | null {
  let best: { readonly cut: number; readonly worth: number } | null = null;
  for (const { start, end } of pauses) {
    const middle = (start + end) / 2;
    // A pause that extends beyond the clip can be cut at the end of the clip.
    const cut = middle > to && start < to ? to : middle;
    const worth = Math.min(end - start, longestThatCounts) + (cut - from) / framesPerSecond;
    if (cut >= from && cut <= to && worth > (best?.worth ?? -1)) best = { cut, worth };
  }
  return best?.cut ?? null;
}

function quietestMoment(frames: readonly Pick<JudgedFrame, "level">[], from: number, to: number): number {
  let best = to;
  let least = Infinity;
  for (let start = Math.max(0, from); start + quietFrames <= to; start++) {
    const loudest = Math.max(...frames.slice(start, start + quietFrames).map(({ level }) => level));
    if (loudest <= least) {
      least = loudest;
      best = start + quietFrames / 2;
    }
  }
  return best;
}
