import { inCents } from "./cents.ts";
import { checkReceipt } from "./check-receipt.ts";
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
  readonly cents: number;
}

/** Totals of several receipts. Amounts in different currencies are never added. */
export function sumReceipts(receipts: readonly Receipt[]): ReceiptsSum {
  const sums = new Map<string | null, number>();
  for (const { currency, total } of receipts) {
    if (total === null) continue;
    const code = currency?.trim().toUpperCase() ?? "";
    const key = code === "" ? null : code;
    sums.set(key, (sums.get(key) ?? 0) + inCents(total));
  }
  return {
    count: receipts.length,
    agreeing: receipts.filter((receipt) => checkReceipt(receipt).type === "agrees").length,
    withoutTotal: receipts.filter(({ total }) => total === null).length,
    sums: Array.from(sums, ([currency, cents]) => ({ currency, cents })),
  };
}
