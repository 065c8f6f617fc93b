import type { TurnMedia } from "../../../../../shared/inference/prompt-turn.ts";
import type { Cell } from "../cells/batch.ts";

/**
 * Gives each medium the number that stands for it in lists of cells: the same bytes in the same shape, the same number, for as
 * long as the model is loaded.
 */
export class MediaRegistry {
  readonly #cells = new Map<string, Cell>();
  readonly #media: TurnMedia[] = [];

  cellOf(medium: TurnMedia): Cell {
    const key = keyOf(medium);
    const cell = this.#cells.get(key) ?? -(this.#media.length + 1);
    this.#cells.set(key, cell);
    // Where its bytes lie may have changed.
    this.#media[-cell - 1] = medium;
    return cell;
  }

  /** @throws when no medium goes by this number */
  mediumOf(cell: Cell): TurnMedia {
    const medium = this.#media[-cell - 1];
    if (medium === undefined) {
      throw new Error(`No medium goes by ${cell}`);
    }
    return medium;
  }
}

function keyOf(medium: TurnMedia): string {
  return medium.kind === "image"
    ? `${medium.hash} ${medium.widthPx}x${medium.heightPx}`
    : `${medium.hash} ${medium.sampleCount}`;
}
