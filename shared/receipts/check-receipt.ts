import { inCents } from "./cents.ts";
import type { Receipt, ReceiptItem } from "./receipt.ts";

export type ReceiptCheck =
  | {
      readonly type: "agrees";
      /** Whether the tax is added to the items. Otherwise it is included in them, or there is none. */
      readonly isTaxOnTop: boolean;
      /** The difference from rounding to the smallest coin. */
      readonly roundingCents: number;
    }
  /** `differenceCents`: the items' sum minus the total. */
  | { readonly type: "differs"; readonly differenceCents: number; readonly suspects: readonly Suspect[] }
  /** An amount is missing: the total, or the price of these lines. */
  | { readonly type: "incomplete"; readonly lines: readonly number[] };

/**
 * A line that would make the receipt agree with another price, where that price is a plausible misreading.
 */
export interface Suspect {
  readonly line: number;
  /** null: the receipt agrees without the line. */
  readonly priceCents: number | null;
}

/** Currencies in which cash totals are rounded, with the smallest coin in cents. */
const smallestCoin: Readonly<Record<string, number>> = {
  AUD: 5,
  CAD: 5,
  CHF: 5,
  CZK: 100,
  DKK: 50,
  HUF: 500,
  NOK: 100,
  NZD: 10,
  SEK: 100,
};

/** Whether items, tax and total of a receipt agree to the cent, and if not, which line may be wrong. */
export function checkReceipt(receipt: Receipt): ReceiptCheck {
  const { items, tax, total } = receipt;
  const lines = items.flatMap(({ price }, line) => (price === null ? [line] : []));
  if (total === null || lines.length > 0 || items.length === 0) return { type: "incomplete", lines };
  const wholeLines = agreement(receipt, sumOf(items, lineCents), 0);
  if (wholeLines) return wholeLines;
  // Unit prices: each line is rounded separately.
  const pieces = agreement(receipt, sumOf(items, piecesCents), items.length / 2);
  if (pieces && items.some(hasSeveral)) return pieces;
  const differences = [0, inCents(tax ?? 0)].map((onTop) => sumOf(items, lineCents) + onTop - inCents(total));
  const differenceCents = differences.reduce((best, each) => (Math.abs(each) < Math.abs(best) ? each : best));
  const suspects = [...new Set(differences)].flatMap((difference) => suspectsOf(items, difference));
  return { type: "differs", differenceCents, suspects };
}

function agreement(receipt: Receipt, sumCents: number, toleranceCents: number): ReceiptCheck | null {
  const { tax, total, currency } = receipt;
  const totalCents = inCents(total ?? 0);
  const taxCents = inCents(tax ?? 0);
  const coin = smallestCoin[currency?.toUpperCase() ?? ""];
  for (const isTaxOnTop of taxCents === 0 ? [false] : [false, true]) {
    const difference = totalCents - sumCents - (isTaxOnTop ? taxCents : 0);
    if (Math.abs(difference) <= toleranceCents) return { type: "agrees", isTaxOnTop, roundingCents: 0 };
    const isRounded = coin !== undefined && totalCents % coin === 0 && Math.abs(difference) <= coin / 2;
    if (isRounded) return { type: "agrees", isTaxOnTop, roundingCents: difference };
  }
  return null;
}

function suspectsOf(items: readonly ReceiptItem[], differenceCents: number): Suspect[] {
  return items.flatMap((item, line): Suspect[] => {
    const cents = lineCents(item);
    const right = cents - differenceCents;
    if (right === 0) return [{ line, priceCents: null }];
    return isPlausibleMisreading(item, cents, right) ? [{ line, priceCents: right }] : [];
  });
}

/** Whether the price meant could have been misread as the price read. */
function isPlausibleMisreading(item: ReceiptItem, readCents: number, meantCents: number): boolean {
  if (hasSeveral(item) && piecesCents(item) === meantCents) return true;
  if (readCents === -meantCents) return true;
  if ([10, 100].some((times) => readCents * times === meantCents || meantCents * times === readCents))
    return true;
  const [read, meant] = [String(readCents), String(meantCents)];
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

function lineCents({ price }: ReceiptItem): number {
  return inCents(price ?? 0);
}

function piecesCents({ price, quantity }: ReceiptItem): number {
  return Math.round(inCents(price ?? 0) * (quantity ?? 1));
}

function sumOf(items: readonly ReceiptItem[], cents: (item: ReceiptItem) => number): number {
  return items.reduce((sum, item) => sum + cents(item), 0);
}
