import { automaticBudget, sizeForBudget, tokenSidePx, type ImageBudget } from "./image-budget.ts";
import type { Size } from "./image-scaler.ts";

export interface PreparedSize {
  readonly size: Size;
  readonly budget: ImageBudget;
}

/**
 * The size an image is scaled to. With Auto (`budget` null), an image that fits and whose sides are multiples
 * of a token's side is not scaled, so that its pixels reach the model unchanged.
 */
export function preparedSize(
  source: Size,
  budget: ImageBudget | null,
  looksLikeDocument: boolean,
): PreparedSize {
  const chosen = budget ?? automaticBudget({ ...source, looksLikeDocument });
  if (budget === null && isWholeTokens(source, chosen)) return { size: source, budget: chosen };
  const { widthPx, heightPx } = sizeForBudget(source.widthPx, source.heightPx, chosen);
  return { size: { widthPx, heightPx }, budget: chosen };
}

function isWholeTokens({ widthPx, heightPx }: Size, most: number): boolean {
  const [columns, rows] = [widthPx / tokenSidePx, heightPx / tokenSidePx];
  return Number.isInteger(columns) && Number.isInteger(rows) && columns * rows <= most;
}
