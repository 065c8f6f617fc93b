/**
 * One position of the context: a token's id, or, below zero, a piece of the medium that goes by this number
 * (`../media/media-registry.ts`). All pieces of a medium are alike: it is in the context as a whole or not at all.
 */
export type Cell = number;

const isMedium = (cell: Cell) => cell < 0;

/** What is evaluated in one go. */
export type CellBatch =
  | { readonly type: "tokens"; readonly tokens: readonly number[] }
  | { readonly type: "medium"; readonly cell: Cell; readonly length: number };

/**
 * The next batch of a prompt of which the first `from` cells are evaluated: one medium, or tokens up to the next medium or to
 * the place where a checkpoint is due. What is more than the limit is cut into pieces about as long as each other, for a short
 * piece costs nearly as much as a long one: each reads all weights.
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

/** Kernels multiply so many tokens at once, and each that is left over takes up to twice as long (ADR 19). */
const tokensAtOnce = 16;

function pieceOf(tokens: number, most: number): number {
  const equal = Math.ceil(tokens / Math.ceil(tokens / most));
  return Math.min(Math.ceil(equal / tokensAtOnce) * tokensAtOnce, most, tokens);
}

/** How many media stand in a prompt from there on. */
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
