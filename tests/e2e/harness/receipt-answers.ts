import type { Locator } from "@playwright/test";
import type { ReceiptSample } from "../../fixtures/trained-models.ts";
import { expect } from "./facet.ts";

interface Expected {
  readonly merchant: string;
  readonly date: string;
  readonly items: readonly { readonly name: string; readonly price: number }[];
  readonly total: number;
}

const expectedOf = ({ json }: ReceiptSample) => JSON.parse(json) as Expected;

/** A sample, and the name of its attachment. */
export interface AttachedReceipt {
  readonly sample: ReceiptSample;
  readonly name: string;
}

/** Expects the exact table of one receipt. */
export async function expectTable(replies: Locator, sample: ReceiptSample): Promise<void> {
  const { merchant, date, items, total } = expectedOf(sample);
  const table = replies.getByRole("table", { name: "Receipts" });
  const field = (name: string) => table.getByRole("textbox", { name, exact: true });
  await expect(field("Merchant")).toHaveValue(merchant);
  await expect(field("Date")).toHaveValue(date);
  await expect(table.getByRole("textbox", { name: /^Item, line/ })).toHaveCount(items.length);
  for (const [at, { name, price }] of items.entries()) {
    await expect(field(`Item, line ${at + 1}`)).toHaveValue(name);
    await expect(field(`Price, line ${at + 1}`)).toHaveValue(price.toFixed(2));
  }
  await expect(field("Total")).toHaveValue(total.toFixed(2));
  await expect(table).toContainText("Items and total agree");
}

/** The expected CSV export. */
export function csvOf(...receipts: readonly AttachedReceipt[]): string {
  const head = "File,Merchant,Date,Currency,Item,Quantity,Price,Tax,Total";
  return `\uFEFF${[head, ...receipts.flatMap(csvRows), ""].join("\r\n")}`;
}

function csvRows({ sample, name: file }: AttachedReceipt): string[] {
  const { merchant, date, items, total } = expectedOf(sample);
  const source = file.includes(",") ? `"${file}"` : file;
  return items.map(({ name, price }, line) =>
    [source, merchant, date, "", name, "", price.toFixed(2), "", line === 0 ? total.toFixed(2) : ""].join(
      ",",
    ),
  );
}

/** The expected JSON export of one receipt. */
export function jsonOf({ sample, name }: AttachedReceipt): unknown {
  const { merchant, date, items, total } = expectedOf(sample);
  return {
    source: name,
    merchant,
    date,
    currency: null,
    items: items.map((item) => ({ name: item.name, quantity: null, price: item.price })),
    tax: null,
    total,
  };
}
