export type CsvCell = string | number | null;

/**
 * Formats rows as RFC 4180: lines end in CRLF, and cells with a comma, a quote or a line break are quoted.
 *
 * Text that a spreadsheet would evaluate as a formula is prefixed with an apostrophe, so that a receipt
 * cannot inject formulas. Negative numbers are not formulas.
 */
export function csvOf(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(cellText).join(",")}\r\n`).join("");
}

function cellText(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const isNumber = /^-?\d+(\.\d+)?$/.test(cell);
  const text = !isNumber && /^[=+\-@\t\r\n＝＋－＠]/u.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
