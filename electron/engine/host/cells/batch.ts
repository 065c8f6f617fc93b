/**
 * One position of the context: a token's id, or, below zero, a piece of the medium that goes by this number
 * (`../media/media-book.ts`). All pieces of a medium are alike: it is in the context as a whole or not at all.
 */
export type Cell = number;

const isMedium = (cell: Cell) => cell < 0;

/** What is evaluated in one go. */
export type Batch =
  | { readonly type: "tokens"; readonly tokens: readonly number[] }
  | { readonly type: "medium"; readonly cell: Cell; readonly length: number };

/**
 * The next batch of a prompt of which the first `from` cells are evaluated: one medium, or tokens up to the next medium, to
 * the limit, or to the place where a checkpoint is due.
 */
export function nextBatch(
  prompt: readonly Cell[],
  from: number,
  limits: { readonly batchTokens: number; readonly checkpointAt: number },
): Batch {
  const first = prompt[from];
  if (first !== undefined && isMedium(first)) {
    return { type: "medium", cell: first, length: endOf(prompt, from, (cell) => cell === first) - from };
  }
  const most = Math.min(from + limits.batchTokens, prompt.length);
  const end = from < limits.checkpointAt ? Math.min(most, limits.checkpointAt) : most;
  const tokens = prompt.slice(from, end);
  return {
    type: "tokens",
    tokens: tokens.slice(
      0,
      endOf(tokens, 0, (cell) => !isMedium(cell)),
    ),
  };
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
