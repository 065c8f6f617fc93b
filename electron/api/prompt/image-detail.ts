import type { ImageBudget } from "../../../shared/media/image-budget.ts";

/** The tokens for an image by OpenAI's `detail`; null: chosen from the image. */
export function budgetOfDetail(detail: string | null): ImageBudget | null {
  if (detail === "low") return 70;
  if (detail === "high" || detail === "original") return 1120;
  return null;
}
