import { csvOf, type CsvCell } from "./csv.ts";
import type { Receipt } from "./receipt.ts";
import { writtenMoney } from "./written-money.ts";

/** A receipt and the file it was read from. */
export interface NamedReceipt {
  readonly source: string;
  readonly receipt: Receipt;
}

export interface ReceiptColumns {
  readonly source: string;
  readonly merchant: string;
  readonly date: string;
  readonly currency: string;
  readonly item: string;
  readonly quantity: string;
  readonly price: string;
  readonly tax: string;
  readonly total: string;
}

/**
 * One table with a row per line item. Tax and total appear only in the first row of their receipt, so that
 * column sums are correct. A receipt without lines has one row.
 */
export function receiptsAsCsv(receipts: readonly NamedReceipt[], columns: ReceiptColumns): string {
  const head = Object.values(columns) as readonly string[];
  const rows = receipts.flatMap(({ source, receipt }): (readonly CsvCell[])[] => {
    const { merchant, date, currency, items, tax, total } = receipt;
    const lines = items.length === 0 ? [{ name: null, quantity: null, price: null }] : items;
    return lines.map(({ name, quantity, price }, line) => [
      source,
      merchant,
      date,
      currency,
      name,
      quantity,
      money(price, currency),
      line === 0 ? money(tax, currency) : null,
      line === 0 ? money(total, currency) : null,
    ]);
  });
  return csvOf([head, ...rows]);
}

/** One receipt is an object, several are an array. */
export function receiptsAsJson(receipts: readonly NamedReceipt[]): string {
  const values = receipts.map(({ source, receipt }) => ({ source, ...receipt }));
  return `${JSON.stringify(values.length === 1 ? values[0] : values, null, 2)}\n`;
}

function money(amount: number | null, currency: string | null): string | null {
  return amount === null ? null : writtenMoney(amount, currency);
}
