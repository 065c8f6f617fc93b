/** A run of text on a page, as pdf.js reports it: in points, from the lower left corner. */
export interface PdfTextRun {
  readonly str: string;
  /** The last two numbers are the position. */
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
}

/** Above this share of the font's height, a gap is a space; above the second, the next column of a table. */
const spaceGap = 0.2;
const columnGap = 1.2;
/** A line that is further down than this many heights begins a paragraph. */
const paragraphGap = 1.8;

/**
 * The text of a page by lines. Runs are taken in the order of the file, which is the reading order in nearly
 * all of them, columns included. The cells of a row are separated by tabs.
 */
export function pdfPageText(runs: readonly PdfTextRun[]): string {
  const lines: string[] = [];
  let line = "";
  let last: { readonly x: number; readonly y: number; readonly height: number } | null = null;
  for (const { str, transform, width, height } of runs) {
    if (str === "") continue;
    const [x = 0, y = 0] = transform.slice(4);
    const size: number = height > 0 ? height : (last?.height ?? 10);
    if (last !== null) {
      const isSameLine = Math.abs(y - last.y) < size * 0.5 && x > last.x - size * 4;
      const gap = x - last.x;
      if (!isSameLine) {
        lines.push(line.trimEnd());
        if (Math.abs(last.y - y) > size * paragraphGap) lines.push("");
        line = "";
      } else if (gap > size * columnGap && line.trim() !== "") {
        line = `${line.trimEnd()}\t`;
      } else if (gap > size * spaceGap && !/\s$/.test(line)) {
        line += " ";
      }
    }
    // A run of spaces is a gap, which the positions tell as well.
    if (str.trim() !== "") line += str;
    else if (!/\s$/.test(line) && width < size * columnGap) line += " ";
    if (str.trim() !== "" || last === null || Math.abs(y - last.y) < size * 0.5) {
      last = { x: str.trim() === "" && last !== null ? last.x : x + width, y, height: size };
    }
  }
  lines.push(line.trimEnd());
  return lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
