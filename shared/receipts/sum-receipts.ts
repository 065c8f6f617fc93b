import { checkReceipt, digitsOf } from "./check-receipt.ts";
import { currencyCode } from "./currency.ts";
import { inMinorUnits } from "./minor-units.ts";
import type { Receipt } from "./receipt.ts";

export interface ReceiptsSum {
  readonly count: number;
  /** Number of receipts whose items agree with the total. */
  readonly agreeing: number;
  readonly withoutTotal: number;
  /** One per currency, in order of first appearance. */
  readonly sums: readonly CurrencySum[];
}

export interface CurrencySum {
  /** Such as EUR; null: not stated. */
  readonly currency: string | null;
  /** The sum in minor units, which have this many decimals. */
  readonly units: number;
  readonly digits: number;
}

/** Totals of several receipts. Amounts in different currencies are never added. */
export function sumReceipts(receipts: readonly Receipt[]): ReceiptsSum {
  const totals = Map.groupBy(
    receipts.filter(({ total }) => total !== null),
    ({ currency }) => currencyCode(currency),
  );
  return {
    count: receipts.length,
    agreeing: receipts.filter((receipt) => checkReceipt(receipt).type === "agrees").length,
    withoutTotal: receipts.filter(({ total }) => total === null).length,
    sums: Array.from(totals, ([currency, each]) => ({ currency, ...sumOfTotals(each) })),
  };
}

function sumOfTotals(receipts: readonly Receipt[]): Omit<CurrencySum, "currency"> {
  const digits = receipts.reduce((most, receipt) => Math.max(most, digitsOf(receipt)), 0);
  const units = receipts.reduce((sum, { total }) => sum + inMinorUnits(total ?? 0, digits), 0);
  return { units, digits };
}
