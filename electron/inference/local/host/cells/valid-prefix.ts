/** A run of evaluated tokens from position 0 on: in the context, in a checkpoint, or in a parked context. */
export interface Span {
  /** Number of evaluated tokens. */
  readonly length: number;
  /** The oldest position still held by the layers with a sliding window. */
  readonly oldestPosition: number;
}

/**
 * How many of the first `wanted` tokens of a span may be kept; 0 when the span must not be used.
 *
 * A layer with a sliding window discards cells that have left the window, so after a rewind to `cut`, the
 * token at `cut` must still find the whole window before it: positions `cut - window + 1` to `cut - 1`.
 * llama.cpp keeps all positions between the oldest and the newest one, so a rewind is correct exactly if `cut
 * - window + 1 >= oldestPosition`, or if nothing was discarded at all. Appending is always correct, since it
 * removes nothing.
 *
 * @param wanted at most the length of the common prefix of the span and the new prompt
 * @param slidingWindow in tokens; null when no layer has a sliding window
 */
export function validPrefix(span: Span, wanted: number, slidingWindow: number | null): number {
  const cut = Math.min(wanted, span.length);
  if (cut === span.length || slidingWindow === null) {
    return cut;
  }
  const neededFrom = Math.max(0, cut - slidingWindow + 1);
  return neededFrom >= span.oldestPosition ? cut : 0;
}

/**
 * The span that llama.cpp saves of a context: layers with a sliding window save at most the window before the
 * end.
 */
export function savedSpan(live: Span, slidingWindow: number | null): Span {
  const { length, oldestPosition } = live;
  return { length, oldestPosition: Math.max(oldestPosition, length - (slidingWindow ?? length), 0) };
}

/** The length of the common prefix of two lists. */
export function sharedPrefix(a: readonly number[], b: readonly number[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a[i] !== b[i]) {
      return i;
    }
  }
  return length;
}
