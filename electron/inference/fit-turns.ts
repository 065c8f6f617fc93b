import type { Turn } from "../../shared/inference/prompt-turn.ts";

/**
 * The input for choosing the turns of a prompt. The choice is one index: all turns from there on are in the
 * prompt, and of the earlier ones only pinned exchanges.
 */
export interface TurnsToFit {
  readonly turns: readonly Turn[];
  /** Start index of the previous prompt; 0: the whole conversation. */
  readonly startedAt: number;
  /** The maximum number of prompt tokens. */
  readonly roomTokens: number;
  /**
   * Number of tokens of the prompt with this start index; decreases with the index. Called a few times only.
   */
  readonly countTokens: (startsAt: number) => number;
}

/**
 * When turns must be dropped, more are dropped than necessary: the prompt shrinks to this share of the room.
 * Otherwise every later turn would drop one more exchange, the prompt would begin differently each time, and
 * all of it would be evaluated again. A lower share would be reached more rarely, but leave the model less
 * history. With this one, 0.6 of the room is evaluated again each time the conversation has grown by 0.4 of
 * it.
 */
const lowWaterShare = 0.6;

/**
 * Dropped turns are readmitted only into a prompt below this share, as in a longer context or with another
 * model. It is half of the low-water mark and a little more: a context of twice the size readmits what it can
 * hold, and long reasoning, which is not part of the next prompt, does not make turns alternate.
 */
const readmitBelowShare = 0.34;

/** The start index of the prompt; null when not even the last turn fits beside the turns that always stay. */
export function fitTurns(wanted: TurnsToFit): number | null {
  const { startedAt, roomTokens, countTokens } = wanted;
  const starts = possibleStarts(wanted.turns);
  const last = starts.at(-1) ?? 0;
  // The previous start is no longer one when its exchange has been pinned meanwhile.
  const before = starts.find((start) => start >= startedAt) ?? last;
  const tokens = countTokens(before);
  if (tokens > roomTokens) {
    const start = firstWithin(lowWaterShare * roomTokens, later(starts, before), countTokens) ?? last;
    return countTokens(start) <= roomTokens ? start : null;
  }
  const mayComeBack = before > 0 && tokens < readmitBelowShare * roomTokens;
  return mayComeBack ? (firstWithin(lowWaterShare * roomTokens, starts, countTokens) ?? before) : before;
}

/**
 * The start index after the reply has filled the context, later than before. Null when no more turns can be
 * dropped, or when dropping them would not be worth evaluating everything again.
 */
export function fitTurnsWithReply(wanted: TurnsToFit & { readonly replyTokens: number }): number | null {
  const { turns, startedAt, roomTokens, countTokens, replyTokens } = wanted;
  const candidates = later(possibleStarts(turns), startedAt);
  const last = candidates.at(-1);
  if (last === undefined) return null;
  const withReply = (start: number) => countTokens(start) + replyTokens;
  const start = firstWithin(lowWaterShare * roomTokens, candidates, withReply) ?? last;
  return withReply(start) <= roomTokens ? start : null;
}

/** The turns of a prompt with this start index. */
export function turnsFrom(turns: readonly Turn[], startsAt: number): readonly Turn[] {
  return turns.filter((_, place) => place >= startsAt || isPinned(turns, place));
}

/**
 * Exchanges are dropped as a whole, and the last one never is, with the turn of it that is still open. A
 * pinned exchange is no start of its own, because it stays anyway.
 */
function possibleStarts(turns: readonly Turn[]): readonly number[] {
  const last = turns.findLastIndex(({ role }) => role === "user");
  return [...turns.keys()].filter((place) => {
    if (place === 0 || place === last) return true;
    return turns[place]?.role === "user" && !isPinned(turns, place);
  });
}

/** A turn is pinned when either turn of its exchange is. */
function isPinned(turns: readonly Turn[], place: number): boolean {
  const turn = turns[place];
  const other = turn?.role === "user" ? turns[place + 1] : turns[place - 1];
  const isSameExchange = other !== undefined && other.role !== turn?.role;
  return turn?.isPinned === true || (isSameExchange && other.isPinned === true);
}

function later(starts: readonly number[], than: number): readonly number[] {
  return starts.filter((start) => start > than);
}

/** Binary search, because counting is expensive. */
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
