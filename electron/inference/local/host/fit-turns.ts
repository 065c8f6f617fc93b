import type { Turn } from "../../../../shared/inference/prompt-turn.ts";

/**
 * Which turns a prompt holds is told by one number: the place of the first turn from which on all are in it. Of those
 * before, only pinned exchanges are.
 */
export interface TurnsToFit {
  readonly turns: readonly Turn[];
  /** Where the prompt began last time; 0: with everything. */
  readonly startedAt: number;
  /** The most tokens the prompt may have. */
  readonly roomTokens: number;
  /** Tokens of the prompt that begins there. Less the later it begins; asked a few times only. */
  readonly countTokens: (startsAt: number) => number;
}

/**
 * When turns must leave, more leave than must: the prompt shrinks to this share of the room. Otherwise every later turn
 * would push out one more, the prompt would begin differently each time, and all of it would be evaluated again. A lower mark
 * would be reached more rarely, and the model would remember less: at this one, 0.6 of the room is read again each time
 * that 0.4 of it has been said.
 */
const lowWater = 0.6;

/**
 * What has left comes back only into a prompt that takes less than this share, as in a longer context or with another
 * model: half of the low-water mark and a little more, so that a context of twice the size takes back what it can hold,
 * and a long thought, which is not part of the next prompt, does not make turns come and go.
 */
const muchRoomBelow = 0.34;

/** Where the prompt begins; null when not even the last turn fits beside what always stays. */
export function fitTurns(wanted: TurnsToFit): number | null {
  const { startedAt, roomTokens, countTokens } = wanted;
  const starts = possibleStarts(wanted.turns);
  const last = starts.at(-1) ?? 0;
  // It is no start any more when it was pinned meanwhile.
  const before = starts.find((start) => start >= startedAt) ?? last;
  const tokens = countTokens(before);
  if (tokens > roomTokens) {
    const start = firstWithin(lowWater * roomTokens, later(starts, before), countTokens) ?? last;
    return countTokens(start) <= roomTokens ? start : null;
  }
  const mayComeBack = before > 0 && tokens < muchRoomBelow * roomTokens;
  return mayComeBack ? (firstWithin(lowWater * roomTokens, starts, countTokens) ?? before) : before;
}

/**
 * Where the prompt begins when the reply has filled the context: later than it did. null when nothing more can leave, or
 * when what could is not worth reading everything again.
 */
export function fitTurnsBesideReply(wanted: TurnsToFit & { readonly replyTokens: number }): number | null {
  const { turns, startedAt, roomTokens, countTokens, replyTokens } = wanted;
  const candidates = later(possibleStarts(turns), startedAt);
  const last = candidates.at(-1);
  if (last === undefined) return null;
  const withReply = (start: number) => countTokens(start) + replyTokens;
  const start = firstWithin(lowWater * roomTokens, candidates, withReply) ?? last;
  return withReply(start) <= roomTokens ? start : null;
}

/** The turns of a prompt that begins there. */
export function turnsFrom(turns: readonly Turn[], startsAt: number): readonly Turn[] {
  return turns.filter((_, place) => place >= startsAt || isPinned(turns, place));
}

/** An exchange leaves as a whole, and the last turn never does. A pinned one is no start of its own: it stays anyway. */
function possibleStarts(turns: readonly Turn[]): readonly number[] {
  const last = turns.findLastIndex(({ role }) => role === "user");
  return [...turns.keys()].filter((place) => {
    if (place === 0 || place === last) return true;
    return turns[place]?.role === "user" && !isPinned(turns, place);
  });
}

/** A reply goes with what it answers. */
function isPinned(turns: readonly Turn[], place: number): boolean {
  const turn = turns[place];
  const other = turn?.role === "user" ? turns[place + 1] : turns[place - 1];
  const isSameExchange = other !== undefined && other.role !== turn?.role;
  return turn?.isPinned === true || (isSameExchange && other.isPinned === true);
}

function later(starts: readonly number[], than: number): readonly number[] {
  return starts.filter((start) => start > than);
}

/** By halving: counting is what costs. */
function firstWithin(
  limit: number,
  starts: readonly number[],
  countTokens: (startsAt: number) => number,
): number | null {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (countTokens(starts[middle] ?? 0) <= limit) high = middle;
    else low = middle + 1;
  }
  return starts[low] ?? null;
}
