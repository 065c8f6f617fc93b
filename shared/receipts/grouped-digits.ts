/**
 * The value of digits with separators: `1,234.50`, `1.234,50`, `1'234.50`, `12,34,567.00`. null: separators
 * where no notation has them.
 *
 * One `.` or `,` before exactly three digits is ambiguous: `thousandths` says whether it is a decimal mark.
 * @param digits starts and ends with a digit; separators are one of `.,·' `, and `·` is always decimal
 */
export function valueOfGroups(digits: string, thousandths: boolean): number | null {
  const groups = digits.split(/[.,·' ]/);
  const separators = digits.replaceAll(/\d/g, "");
  const decimals = groups.at(-1) ?? "";
  const isDecimal = hasDecimals(groups, separators, thousandths);
  if (isDecimal === null) return null;
  const whole = isDecimal ? groups.slice(0, -1) : groups;
  return Number(isDecimal ? `${whole.join("")}.${decimals}` : whole.join(""));
}

/** Whether the last group is decimals. null: not a number. */
function hasDecimals(groups: readonly string[], separators: string, thousandths: boolean): boolean | null {
  if (separators === "") return false;
  const last = separators.charAt(separators.length - 1);
  const others = separators.slice(0, -1);
  const whole = groups.slice(0, -1);
  const decimals = groups.at(-1)?.length ?? 0;
  const isEveryOther = new Set(others).size <= 1;
  const isOnly = others === "";
  if (last === " " || last === "'") {
    // An apostrophe as a decimal mark is common in Spain and Italy: 12'50.
    if (last === "'" && isOnly && decimals === 2) return true;
    return isAllOf(separators, last) && isGrouped(groups) ? false : null;
  }
  if (isOnly) return last === "·" || decimals !== 3 || thousandths || !isGrouped(groups);
  if (isAllOf(separators, last) && last !== "·") {
    if (isGrouped(groups)) return false;
    // 1.234.56, where a receipt or a model has a point for both.
    return decimals === 2 && isGrouped(whole) ? true : null;
  }
  return isEveryOther && !others.includes(last) && !others.includes("·") && isGrouped(whole) ? true : null;
}

function isAllOf(text: string, char: string): boolean {
  return text === char.repeat(text.length);
}

/** Groups of three digits, or of two before the last three as in India. A number does not start with 0. */
function isGrouped(groups: readonly string[]): boolean {
  const [first = "", ...others] = groups;
  if (first.startsWith("0") || first.length > 3) return false;
  if (others.every(({ length }) => length === 3)) return true;
  const isLakhs = others.slice(0, -1).every(({ length }) => length === 2) && others.at(-1)?.length === 3;
  return isLakhs && first.length <= 2;
}
