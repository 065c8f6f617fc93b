import { printable } from "./printable.ts";

/** Columns of text under their headings, separated by three spaces; the last one is not padded. */
export function tableText(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows.map((row) => row.map(printable))];
  const widths = head.map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ""))));
  return all
    .map((row) =>
      row
        .map((cell, column) =>
          column === head.length - 1 ? cell : cell + " ".repeat((widths[column] ?? 0) - widthOf(cell) + 3),
        )
        .join(""),
    )
    .join("\n");
}

const graphemes = new Intl.Segmenter();
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** Cells of a terminal: characters of East Asian scripts take two. */
function widthOf(text: string): number {
  return Array.from(graphemes.segment(text), ({ segment }) => (wide.test(segment) ? 2 : 1)).reduce(
    (sum: number, width) => sum + width,
    0,
  );
}
