/**
 * What may stay in the context when another prompt is to be evaluated.
 *
 * The engine keeps its own list of what is in the context, one entry for each position, and never asks node-llama-cpp: its
 * rewind compares the cut only with the oldest position still there (`posMin`), and that gives silently wrong answers.
 * A layer with a sliding window forgets what has left the window, so after a rewind to `cut` the token at `cut` must still
 * find the whole window before it: positions `cut - window + 1` up to `cut - 1`. llama.cpp keeps all positions between the
 * oldest and the newest one, so the rewind is right exactly if `cut - window + 1 >= posMin`, or nothing was forgotten at
 * all (`posMin` is 0). Otherwise the context is cleared and everything evaluated again. Adding to what is there is always
 * right: nothing is taken away.
 *
 * A checkpoint taken at or before `cut` could be restored instead of clearing: that belongs here, as a third answer.
 */
export function reusablePrefix(state: {
  /** What is in the context. */
  readonly cells: readonly number[];
  /** What shall be in it. */
  readonly wanted: readonly number[];
  readonly oldestPosition: number;
  /** In tokens; null when no layer slides. */
  readonly slidingWindow: number | null;
}): number {
  const { cells, wanted, oldestPosition, slidingWindow } = state;
  // The last token is always evaluated: without it there is nothing to sample from.
  const shared = Math.min(sharedPrefix(cells, wanted), wanted.length - 1);
  if (shared === cells.length || slidingWindow === null) {
    return shared;
  }
  const neededFrom = Math.max(0, shared - slidingWindow + 1);
  return neededFrom >= oldestPosition ? shared : 0;
}

function sharedPrefix(a: readonly number[], b: readonly number[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a[i] !== b[i]) {
      return i;
    }
  }
  return length;
}
