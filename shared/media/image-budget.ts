/** Tokens per image; the budgets Gemma 4 was trained with. */
export const imageBudgets = [70, 140, 280, 560, 1120] as const;
export type ImageBudget = (typeof imageBudgets)[number];

/** Side length of the square that one token covers. */
export const tokenSidePx = 48;

/** Below this budget, small print on a page becomes illegible. */
const leastForDocuments: ImageBudget = 560;

/** Weight of unused budget against distortion; distortion is worse. */
const fillWeight = 0.1;

export interface ImageSize {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Exact number of tokens: `widthPx / 48 * heightPx / 48`. */
  readonly tokens: number;
}

/**
 * The size to scale an image to, up or down, as in training: it fills the budget as far as the aspect ratio
 * allows and never exceeds it. Both sides are multiples of 48 px; a very thin strip gets one row or column.
 *
 * llama.cpp keeps such a size if its minimum number of tokens is set to 1. Its default for Gemma 4's
 * projectors is 70, which most aspect ratios within a budget of 70 do not reach; it would enlarge them.
 */
export function sizeForBudget(widthPx: number, heightPx: number, budget: ImageBudget): ImageSize {
  const shape = Math.log(widthPx / heightPx);
  let best = { columns: 1, rows: 1 };
  let leastHarm = Infinity;
  for (let rows = 1; rows <= budget; rows++) {
    for (let columns = 1; columns * rows <= budget; columns++) {
      const outOfShape = Math.log(columns / rows) - shape;
      const unfilled = Math.log((columns * rows) / budget) / 2;
      const harm = outOfShape ** 2 + fillWeight * unfilled ** 2;
      if (harm < leastHarm) {
        leastHarm = harm;
        best = { columns, rows };
      }
    }
  }
  return {
    widthPx: best.columns * tokenSidePx,
    heightPx: best.rows * tokenSidePx,
    tokens: best.columns * best.rows,
  };
}

/**
 * The smallest budget that shortens no side by more than half a token (the error of the grid itself),
 * otherwise the largest. Images that look like documents get at least 560.
 */
export function automaticBudget(image: {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly looksLikeDocument: boolean;
}): ImageBudget {
  const least = image.looksLikeDocument ? leastForDocuments : imageBudgets[0];
  return imageBudgets.find((budget) => budget >= least && losesNothing(image, budget)) ?? 1120;
}

function losesNothing(image: Omit<ImageSize, "tokens">, budget: ImageBudget): boolean {
  const { widthPx, heightPx } = sizeForBudget(image.widthPx, image.heightPx, budget);
  return Math.max(image.widthPx - widthPx, image.heightPx - heightPx) <= tokenSidePx / 2;
}
