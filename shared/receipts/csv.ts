export type CsvCell = string | number | null;

/**
 * Formats rows as RFC 4180: lines end in CRLF, and cells with a comma, a quote or a line break are quoted.
 *
 * Text that a spreadsheet would evaluate as a formula is prefixed with an apostrophe, so that a receipt
 * cannot inject formulas. Where the decimal mark is a comma, spreadsheets split the file at `;` instead, also
 * within quotes, since there a quote is not at the start of a field. Text after a `;`, a tab or a line break
 * within a cell is therefore prefixed as well. Negative numbers are not formulas, except in the first column,
 * where such a spreadsheet would read them together with the next column.
 */
export function csvOf(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(cellText).join(",")}\r\n`).join("");
}

function cellText(cell: CsvCell, column: number): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const isNumber = column > 0 && /^-?\d+(\.\d+)?$/.test(cell);
  const text = isNumber ? cell : withoutFormulas(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Where a formula starts, also after spaces and quotes and with characters that some spreadsheets normalise.
 */
const formulaStart = /(^|[;\t\r\n])(?=(?:(?![\t\r\n])[\s\p{Cf}\p{Cc}"])*[=+\-@＝＋－＠﹦﹢﹣﹫−])/gu;

function withoutFormulas(text: string): string {
  const guarded = text.replace(formulaStart, "$1'");
  // A spreadsheet may trim a cell that starts with a tab or a line break.
  return /^[\t\r\n]/.test(text) ? `'${guarded}` : guarded;
}
