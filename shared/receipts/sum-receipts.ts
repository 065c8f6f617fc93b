import { inCents } from "./cents.ts";
import { checkReceipt } from "./check-receipt.ts";
import type { Receipt } from "./receipt.ts";

export interface ReceiptsSum {
  readonly count: number;
  /** How many agree with their totals. */
  readonly agreeing: number;
  readonly withoutTotal: number;
  /** One for each currency, in the order in which they come up. */
  readonly sums: readonly CurrencySum[];
}

export interface CurrencySum {
  /** As in EUR; null: the receipts do not say. */
  readonly currency: string | null;
  readonly cents: number;
}

/** What several receipts come to. Money of different currencies is never added. */
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
