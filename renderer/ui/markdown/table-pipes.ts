/** Stands for a pipe within a formula while a row is split into its cells. */
const placeholder = "\uE000";
/** Formulas within a cell; the bounds keep the time linear. */
const formula = /\$(?![\s$])(?:\\.|[^\\$\n]){1,400}?\$(?!\d)|\\\((?:(?!\\\)).){1,400}\\\)/g;

/** Number of cells of a row of a table. */
export function tableCells(row: string): number {
  const pipes = row.replaceAll("\\|", "").trim().replace(/^\|/, "").replace(/\|$/, "");
  return pipes.split("|").length;
}

/**
 * Protects the pipes in the formulas of a table: `\|` is a norm there, and a row with more cells than the
 * header has a formula with pipes in it. All positions are kept.
 */
export function withFormulaPipes(table: string, columns: number): string {
  if (!/\$|\\\(/.test(table) || table.includes(placeholder)) return table;
  return table
    .split("\n")
    .map((line) => {
      const protect = (found: string) => found.replaceAll("\\|", `\\${placeholder}`);
      const escaped = line.replace(formula, (found) => (isFormula(found) ? protect(found) : found));
      if (tableCells(line) <= columns) return escaped;
      const whole = escaped.replace(formula, (found) => found.replaceAll("|", placeholder));
      return tableCells(whole) === columns ? whole : escaped;
    })
    .join("\n");
}

export function withoutFormulaPipes(text: string): string {
  return text.replaceAll(placeholder, "|");
}

/** An escaped pipe between two sums of money is an escaped pipe. */
function isFormula(found: string): boolean {
  return !/\s\$$/.test(found);
}
