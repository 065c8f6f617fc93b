import { currencyCode, minorDigits } from "./currency.ts";
import { valueOfGroups } from "./grouped-digits.ts";
import { withPlainMarks } from "./printed-text.ts";
import { decimalsOf } from "./minor-units.ts";

const mostCharacters = 80;
export const largestAmount = 1e12;

/**
 * Parses an amount of money as receipts print it and users type it: `Fr. 12.50`, `1.234,50 €`, `1'234.50`,
 * `12.–`, `(3.50)`, `3.50-`, `▲５００`. null: not an amount, or more than one.
 *
 * Ambiguous notations:
 * - One `.` or `,` before exactly three digits separates thousands (`1.234` is 1234), unless the currency has
 *   thousandths (KWD `1.234`), no thousand can be there (`0,125`, `12345.678`), or `previous` has three
 *   decimals.
 * - A currency printed beside the amount counts rather than that of the receipt.
 * - A point right after a letter ends an abbreviation: `Rs.50` is 50, `$.50` is a half.
 * - A dash after a separator stands for no cents (`12.-`, `99/-`), elsewhere for a negative amount. Before a
 *   separator `–.50` has no francs, and so has `-.50` in Swiss francs; otherwise it is negative.
 * - `12:50` is an amount only in crowns.
 * @param currency of the receipt
 * @param previous the amount that a user edits, shown with a decimal point
 */
export function moneyIn(
  text: string,
  currency: string | null = null,
  previous: number | null = null,
): number | null {
  const printed = partsOf(text);
  if (!printed) return null;
  const code = currencyBeside(printed) ?? currencyCode(currency);
  const thousandths = minorDigits(code) === 3 || (previous !== null && decimalsOf(previous, 4) === 3);
  const amount = valueOf(printed, code, thousandths);
  const isInCents = /^\d+$/.test(printed.digits) && /^(?: ?(?:¢|ct\b)|p\b)/.test(printed.after);
  return amount !== null && isInCents ? Number(`${amount}e-2`) : amount;
}

/**
 * Parses a quantity: `2`, `2 x`, `0,125 kg`. Quantities are weights more often than thousands, so that one
 * `.` or `,` is always a decimal mark: `1.234` is less than two. null: not a quantity.
 */
export function quantityIn(text: string): number | null {
  const printed = partsOf(text);
  return printed && valueOf(printed, null, true);
}

/** The text before the first digit, up to the last digit, and after it. */
interface Printed {
  readonly before: string;
  readonly digits: string;
  readonly after: string;
}

function partsOf(text: string): Printed | null {
  if (text.length > mostCharacters) return null;
  const plain = withPlainMarks(text);
  const first = plain.search(/\d/);
  if (first === -1) return null;
  const after = /\D*$/.exec(plain)?.[0] ?? "";
  const end = plain.length - after.length;
  const before = plain.slice(0, first);
  // A rate, a fraction, or a count of ten thousands: the digits alone are another amount.
  if (/[%‰⁄¼-¾⅐-⅞]/.test(before + after) || /^ ?[万萬亿億千百角]/.test(after)) return null;
  return { before, digits: plain.slice(first, end), after };
}

/** The code of a currency printed before or after the digits. */
function currencyBeside({ before, after }: Printed): string | null {
  const names = [before, after].map((text) =>
    currencyCode(text.replaceAll(/[-–+() ▲△=:,]/g, "").replace(/\.+$/, "")),
  );
  return names.find((name) => name !== null && /^[A-Z]{3}$/.test(name)) ?? null;
}

function valueOf(
  { before, digits, after }: Printed,
  code: string | null,
  thousandths: boolean,
): number | null {
  const isWithoutWhole = /(?:^|[\s(+–\-\p{Sc}])[.·]$|(?:^|[^.,]),$/u.test(before);
  const noFrancs = code === "CHF" ? /[-–]+(?=.$)/ : /(?:–|--)+(?=.$)/;
  const sign = signOf(
    isWithoutWhole ? before.replace(noFrancs, "") : before,
    after.replace(/^ ?[.,:·'/] ?(?:–+|-{1,2}|[=_]+)/, ""),
  );
  const isCrowns = code === "SEK" || code === "NOK" || code === "DKK" || /\bkr\b/i.test(before + after);
  const grouped = digits
    .replaceAll(/ ?([.,·]) ?/g, "$1")
    .replace(/ ?[€$£] ?(?=\d\d$)/, "·")
    .replace(isCrowns ? /:(?=\d\d$)/ : /^$/, "·");
  if (sign === null || !/^\d+(?:[.,·' ]\d+)*$/.test(grouped)) return null;
  if (isWithoutWhole && !/^\d+$/.test(grouped)) return null;
  const amount = isWithoutWhole ? Number(`0.${grouped}`) : valueOfGroups(grouped, thousandths);
  if (amount === null || amount > largestAmount) return null;
  return amount === 0 ? 0 : sign * amount;
}

/**
 * -1 for one minus, before or after, or for parentheses. null: more than one minus, such as a line of dashes.
 */
function signOf(before: string, after: string): 1 | -1 | null {
  const isInParentheses = /\([^)]*$/.test(before) && /^[^(]*\)/.test(after);
  // A dash between letters is a hyphen. CR: credit.
  const minus = /(?<!\p{L})[-–]|[-–](?!\p{L})|[▲△]/gu;
  const count = Array.from(`${before}0${after}`.matchAll(minus)).length + (/^ ?CR\b/.test(after) ? 1 : 0);
  if (count > 1) return null;
  return isInParentheses || count === 1 ? -1 : 1;
}
