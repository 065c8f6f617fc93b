import type { TurnMedia } from "../../../../../shared/inference/prompt-turn.ts";
import type { Cell } from "../cells/batch.ts";
import type { MediaNames } from "../kept/cell-list.ts";

/**
 * Assigns each medium the number that stands for it in lists of cells. Equal bytes prepared in the same shape
 * have the same number as long as the model is loaded.
 */
export class MediaRegistry {
  readonly #projector: string;
  readonly #cells = new Map<string, Cell>();
  readonly #names: string[] = [];
  readonly #media = new Map<Cell, TurnMedia>();

  /** @param projector the identity of the projector's file, which names of media begin with */
  constructor(projector: string) {
    this.#projector = projector;
  }

  cellOf(medium: TurnMedia): Cell {
    const cell = this.#cellOfName(`${this.#projector} ${keyOf(medium)}`);
    // The path may have changed.
    this.#media.set(cell, medium);
    return cell;
  }

  /** @throws when no medium has this number */
  mediumOf(cell: Cell): TurnMedia {
    const medium = this.#media.get(cell);
    if (medium === undefined) {
      throw new Error(`No medium has the number ${cell}`);
    }
    return medium;
  }

  /** Names that are the same in every process; a medium that has a number need not be known yet. */
  readonly names: MediaNames = {
    nameOf: (cell) => this.#names[-cell - 1] ?? "",
    cellOf: (name) => this.#cellOfName(name),
  };

  #cellOfName(name: string): Cell {
    const cell = this.#cells.get(name) ?? -(this.#names.length + 1);
    if (!this.#cells.has(name)) this.#names.push(name);
    this.#cells.set(name, cell);
    return cell;
  }
}

function keyOf(medium: TurnMedia): string {
  return medium.kind === "image"
    ? `${medium.hash} ${medium.widthPx}x${medium.heightPx}`
    : `${medium.hash} ${medium.sampleCount}`;
}
