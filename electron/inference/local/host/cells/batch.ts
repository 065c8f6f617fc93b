/**
 * One position of the context: a token id, or a negative number for one position of the medium with that
 * number (`../media/media-registry.ts`). All positions of a medium are equal: it is in the context as a whole
 * or not at all.
 */
export type Cell = number;

const isMedium = (cell: Cell) => cell < 0;

/** The cells evaluated in one call. */
export type CellBatch =
  | { readonly type: "tokens"; readonly tokens: readonly number[] }
  | { readonly type: "medium"; readonly cell: Cell; readonly length: number };

/**
 * The next batch of a prompt whose first `from` cells are evaluated: one medium, or tokens up to the next
 * medium or to the position where a checkpoint is due. More tokens than the limit are split into batches of
 * about equal size, because a short batch costs nearly as much as a long one: each reads all weights.
 */
export function nextBatch(
  prompt: readonly Cell[],
  from: number,
  limits: { readonly batchTokens: number; readonly checkpointAt: number },
): CellBatch {
  const first = prompt[from];
  if (first !== undefined && isMedium(first)) {
    return { type: "medium", cell: first, length: endOf(prompt, from, (cell) => cell === first) - from };
  }
  const stretch = endOf(prompt, from, (cell) => !isMedium(cell));
  const end = from < limits.checkpointAt ? Math.min(stretch, limits.checkpointAt) : stretch;
  return { type: "tokens", tokens: prompt.slice(from, from + pieceOf(end - from, limits.batchTokens)) };
}

/**
 * Tile size of the kernels, in tokens; each token of an incomplete tile takes up to twice as long (ADR 19).
 */
const tokensAtOnce = 16;

function pieceOf(tokens: number, most: number): number {
  const equal = Math.ceil(tokens / Math.ceil(tokens / most));
  return Math.min(Math.ceil(equal / tokensAtOnce) * tokensAtOnce, most, tokens);
}

/** The media in a prompt, in order. */
export function mediaIn(prompt: readonly Cell[]): readonly Extract<CellBatch, { type: "medium" }>[] {
  const media: Extract<CellBatch, { type: "medium" }>[] = [];
  for (let at = 0; at < prompt.length; at++) {
    const cell = prompt[at] ?? 0;
    if (!isMedium(cell)) continue;
    const length = endOf(prompt, at, (other) => other === cell) - at;
    media.push({ type: "medium", cell, length });
    at += length - 1;
  }
  return media;
}

/** The number of media in a prompt from this position on. */
export function countMedia(prompt: readonly Cell[], from: number): number {
  let count = 0;
  for (let i = from; i < prompt.length; i++) {
    const cell = prompt[i] ?? 0;
    count += isMedium(cell) && (i === from || prompt[i - 1] !== cell) ? 1 : 0;
  }
  return count;
}

function endOf(cells: readonly Cell[], from: number, belongs: (cell: Cell) => boolean): number {
  let end = from;
  while (end < cells.length && belongs(cells[end] ?? 0)) {
    end++;
  }
  return end;
}
