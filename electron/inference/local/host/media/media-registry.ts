import type { TurnMedia } from "../../../../../shared/inference/prompt-turn.ts";
import type { Cell } from "../cells/batch.ts";

/**
 * Assigns each medium the number that stands for it in lists of cells. Equal bytes prepared in the same shape
 * have the same number as long as the model is loaded.
 */
export class MediaRegistry {
  readonly #cells = new Map<string, Cell>();
  readonly #media: TurnMedia[] = [];

  cellOf(medium: TurnMedia): Cell {
    const key = keyOf(medium);
    const cell = this.#cells.get(key) ?? -(this.#media.length + 1);
    this.#cells.set(key, cell);
    // The path may have changed.
    this.#media[-cell - 1] = medium;
    return cell;
  }

  /** @throws when no medium has this number */
  mediumOf(cell: Cell): TurnMedia {
    const medium = this.#media[-cell - 1];
    if (medium === undefined) {
      throw new Error(`No medium has the number ${cell}`);
    }
    return medium;
  }
}

function keyOf(medium: TurnMedia): string {
  return medium.kind === "image"
    ? `${medium.hash} ${medium.widthPx}x${medium.heightPx}`
    : `${medium.hash} ${medium.sampleCount}`;
}
