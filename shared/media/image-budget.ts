/** In tokens an image, the ones Gemma 4 was trained with. */
export const imageBudgets = [70, 140, 280, 560, 1120] as const;
export type ImageBudget = (typeof imageBudgets)[number];

/** A token takes a square of this side. */
export const tokenSidePx = 48;

/** Below it, small print on a page is lost. */
const leastForDocuments: ImageBudget = 560;

/** How much one kind of harm counts against another: a picture out of shape is worse than one that fills its budget less. */
const fillWeight = 0.1;

export interface ImageSize {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Exactly what the model is given: `widthPx / 48 * heightPx / 48`. */
  readonly tokens: number;
}

/**
 * The size to scale an image to, up or down, as the model was trained: it fills the budget as far as that keeps its shape,
 * and never passes it. Both sides are multiples of 48 px; a strip that is too thin for its shape gets one row or column.
 *
 * llama.cpp keeps such an image as it is, provided that its least number of tokens an image is set to 1: it would
 * enlarge one of less than 70 (for Gemma 4's projectors that is its default), and most shapes within a budget of 70 are.
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
 * The smallest budget that shortens no side by more than the grid does anyway, which is half a token; else the largest. What
 * looks like a document never gets less than 560.
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
