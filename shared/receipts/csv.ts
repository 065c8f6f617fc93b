export type CsvCell = string | number | null;

/**
 * Rows as RFC 4180 has them: lines end in CRLF; cells with a comma, a quote or a line break are quoted.
 *
 * A text that a spreadsheet would run as a formula gets an apostrophe before it: a receipt must not be able to have
 * something computed. A negative number is none.
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
