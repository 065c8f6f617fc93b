/** Evaluated tokens that are at hand: those in the context, in a checkpoint, or in a parked context. */
export interface Span {
  /** How many tokens were evaluated, from position 0 on. */
  readonly length: number;
  /** The oldest position that the layers with a sliding window still have. */
  readonly oldestPosition: number;
}

/**
 * How many of the first `wanted` tokens may be kept of a span that has them all evaluated; 0 when it must not be used.
 *
 * A layer with a sliding window forgets what has left the window, so after a rewind to `cut` the token at `cut` must still
 * find the whole window before it: positions `cut - window + 1` up to `cut - 1`. llama.cpp keeps all positions between the
 * oldest and the newest one, so a rewind is right exactly if `cut - window + 1 >= oldestPosition`, or if nothing was
 * forgotten at all. Adding to what is there is always right: nothing is taken away.
 *
 * @param wanted at most the length of what the span and the new prompt have in common
 * @param slidingWindow in tokens; null when no layer slides
 */
export function validPrefix(span: Span, wanted: number, slidingWindow: number | null): number {
  const cut = Math.min(wanted, span.length);
  if (cut === span.length || slidingWindow === null) {
    return cut;
  }
  const neededFrom = Math.max(0, cut - slidingWindow + 1);
  return neededFrom >= span.oldestPosition ? cut : 0;
}

/** What llama.cpp writes of a context: of the layers with a sliding window no more than the window before its end. */
export function savedSpan(live: Span, slidingWindow: number | null): Span {
  const { length, oldestPosition } = live;
  return { length, oldestPosition: Math.max(oldestPosition, length - (slidingWindow ?? length), 0) };
}

/** How many tokens two lists begin with alike. */
export function sharedPrefix(a: readonly number[], b: readonly number[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a[i] !== b[i]) {
      return i;
    }
  }
  return length;
}
