import { z } from "zod";
import type { Cell } from "../cells/batch.ts";

/** Names of media that hold across restarts, for the numbers that stand for them in lists of cells. */
export interface MediaNames {
  nameOf(cell: Cell): string;
  cellOf(name: string): Cell;
}

export const writtenCellsShape = {
  /** Little-endian 32-bit integers, in base64. Negative: media, as -1 - their place in the list of names. */
  cells: z.base64(),
  media: z.array(z.string()).readonly(),
};

interface WrittenCells {
  readonly cells: string;
  readonly media: readonly string[];
}

/** A list of cells as another process can read it. */
export function writtenCells(cells: readonly Cell[], names: MediaNames): WrittenCells {
  const media = [...new Set(cells.filter((cell) => cell < 0))];
  const numbers = Int32Array.from(cells, (cell) => (cell < 0 ? -1 - media.indexOf(cell) : cell));
  return {
    cells: Buffer.from(numbers.buffer).toString("base64"),
    media: media.map((cell) => names.nameOf(cell)),
  };
}

export function readCells({ cells, media }: WrittenCells, names: MediaNames): readonly Cell[] {
  const bytes = new Uint8Array(Buffer.from(cells, "base64"));
  return Array.from(new Int32Array(bytes.buffer), (number) =>
    number < 0 ? names.cellOf(media[-1 - number] ?? "") : number,
  );
}
