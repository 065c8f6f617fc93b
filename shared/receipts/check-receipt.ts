import { minorDigits, smallestCoin } from "./currency.ts";
import { decimalsOf, inMinorUnits } from "./minor-units.ts";
import type { Receipt, ReceiptItem } from "./receipt.ts";

/** Amounts are in the unit of `digitsOf`. */
export type ReceiptCheck =
  | {
      readonly type: "agrees";
      /** Whether the tax is added to the items. Otherwise it is included in them, or there is none. */
      readonly isTaxOnTop: boolean;
      /** The difference from rounding to the smallest coin, in minor units. */
      readonly roundingUnits: number;
    }
  /** `differenceUnits`: the items' sum minus the total, in minor units. */
  | { readonly type: "differs"; readonly differenceUnits: number; readonly suspects: readonly Suspect[] }
  /** An amount is missing: the total, or the price of these lines. */
  | { readonly type: "incomplete"; readonly lines: readonly number[] };

/**
 * A line that would make the receipt agree with another price, where that price is a plausible misreading.
 */
export interface Suspect {
  readonly line: number;
  /** In minor units. null: the receipt agrees without the line. */
  readonly priceUnits: number | null;
}

/**
 * Decimals of the unit that a receipt is checked in: its currency's, or more if its total or tax has more.
 */
export function digitsOf({ currency, total, tax }: Receipt): number {
  const used = [total, tax].map((amount) => decimalsOf(amount ?? 0, 3));
  return Math.max(minorDigits(currency), ...used);
}

/**
 * Whether items, tax and total of a receipt agree exactly, and if not, which line may be wrong.
 *
 * The only differences accepted are those of a rounding rule: lines of several pieces are rounded to the
 * minor unit one by one or in their sum, and cash totals to the smallest coin in currencies that do so.
 */
export function checkReceipt(receipt: Receipt): ReceiptCheck {
  const { items, tax, total } = receipt;
  const lines = items.flatMap(({ price }, line) => (price === null ? [line] : []));
  if (total === null || lines.length > 0 || items.length === 0) return { type: "incomplete", lines };
  const digits = digitsOf(receipt);
  const totalUnits = inMinorUnits(total, digits);
  const taxUnits = inMinorUnits(tax ?? 0, digits);
  const coinUnits = inMinorUnits(smallestCoin(receipt.currency) ?? 0, digits);
  const sums = sumsOf(items, digits);
  // A sum that agrees without rounding to a coin is the likelier one.
  for (const coin of coinUnits === 0 ? [0] : [0, coinUnits]) {
    for (const sum of sums) {
      const agrees = agreement(totalUnits - sum, taxUnits, totalUnits % coin === 0 ? coin / 2 : 0);
      if (agrees) return agrees;
    }
  }
  const [sumUnits = 0] = sums;
  const differences = [...new Set([0, taxUnits])].map((onTop) => sumUnits + onTop - totalUnits);
  const differenceUnits = differences.reduce((best, each) => (Math.abs(each) < Math.abs(best) ? each : best));
  const suspects = differences.flatMap((difference) => suspectsOf(items, difference, digits));
  return { type: "differs", differenceUnits, suspects };
}

/**
 * @param restUnits the total minus the items' sum
 * @param mostRoundingUnits half the coin that the total is rounded to
 */
function agreement(restUnits: number, taxUnits: number, mostRoundingUnits: number): ReceiptCheck | null {
  for (const isTaxOnTop of taxUnits === 0 ? [false] : [false, true]) {
    const roundingUnits = restUnits - (isTaxOnTop ? taxUnits : 0);
    if (Math.abs(roundingUnits) <= mostRoundingUnits) return { type: "agrees", isTaxOnTop, roundingUnits };
  }
  return null;
}

/**
 * What the items may add up to, as prices of lines and, where there are several pieces, as prices of pieces.
 */
function sumsOf(items: readonly ReceiptItem[], digits: number): readonly number[] {
  const sums = [
    sumOf(items, (item) => lineUnits(item, digits)),
    inMinorUnits(
      sumOf(items, ({ price }) => price ?? 0),
      digits,
    ),
  ];
  if (!items.some(hasSeveral)) return sums;
  const piecesAtOnce = inMinorUnits(sumOf(items, piecesPrice), digits);
  return [...sums, sumOf(items, (item) => piecesUnits(item, digits)), piecesAtOnce];
}

function suspectsOf(items: readonly ReceiptItem[], differenceUnits: number, digits: number): Suspect[] {
  return items.flatMap((item, line): Suspect[] => {
    const units = lineUnits(item, digits);
    const right = units - differenceUnits;
    if (right === 0) return [{ line, priceUnits: null }];
    const isPieces = hasSeveral(item) && piecesUnits(item, digits) === right;
    return isPieces || isPlausibleMisreading(units, right) ? [{ line, priceUnits: right }] : [];
  });
}

/** Whether the price meant could have been misread as the price read. */
function isPlausibleMisreading(readUnits: number, meantUnits: number): boolean {
  if (readUnits === -meantUnits) return true;
  const isShifted = [10, 100, 1000].some(
    (times) => readUnits * times === meantUnits || meantUnits * times === readUnits,
  );
  if (isShifted) return true;
  const [read, meant] = [String(readUnits), String(meantUnits)];
  if (read.length !== meant.length) return false;
  const wrong = Array.from(read).flatMap((digit, place) => (digit === meant[place] ? [] : [place]));
  const [first = 0, second = 0] = wrong;
  const isOneDigit = wrong.length === 1;
  const isSwapped =
    wrong.length === 2 &&
    second === first + 1 &&
    read[first] === meant[second] &&
    read[second] === meant[first];
  return isOneDigit || isSwapped;
}

function hasSeveral({ quantity }: ReceiptItem): boolean {
  return quantity !== null && quantity !== 1;
}

function lineUnits({ price }: ReceiptItem, digits: number): number {
  return inMinorUnits(price ?? 0, digits);
}

function piecesUnits(item: ReceiptItem, digits: number): number {
  return inMinorUnits(piecesPrice(item), digits);
}

function piecesPrice({ price, quantity }: ReceiptItem): number {
  return (price ?? 0) * (quantity ?? 1);
}

function sumOf(items: readonly ReceiptItem[], value: (item: ReceiptItem) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}
