import fc from "fast-check";
import { expect, test } from "vitest";
import type { Receipt } from "./receipt.ts";
import { sumReceipts } from "./sum-receipts.ts";

function receiptOf(total: number | null, currency: string | null, price = total): Receipt {
  const items = [{ name: "x", quantity: null, price }];
  return { merchant: null, date: null, currency, items, tax: null, total };
}

test("sums receipts by currency, ignoring case and spaces", () => {
  const receipts = [
    receiptOf(10.1, "EUR"),
    receiptOf(0.2, "eur "),
    receiptOf(5, "CHF", 4),
    receiptOf(1, ""),
    receiptOf(null, "EUR", 3),
  ];
  expect(sumReceipts(receipts)).toEqual({
    count: 5,
    agreeing: 3,
    withoutTotal: 1,
    sums: [
      { currency: "EUR", units: 1030, digits: 2 },
      { currency: "CHF", units: 500, digits: 2 },
      { currency: null, units: 100, digits: 2 },
    ],
  });
});

test("sums to the cent where a floating-point sum would be off", () => {
  const cents = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(cents, (all) => {
      const { sums } = sumReceipts(all.map((each) => receiptOf(each / 100, "EUR")));
      expect(sums).toEqual([{ currency: "EUR", units: all.reduce((sum, each) => sum + each, 0), digits: 2 }]);
    }),
  );
});

test("sums in the minor unit of each currency and joins notations of one currency", () => {
  const receipts = [
    receiptOf(1.001, "KWD"),
    receiptOf(0.002, "kwd"),
    receiptOf(1200, "JPY"),
    receiptOf(2, "€"),
    receiptOf(3, "EUR"),
    receiptOf(1.5, null),
    receiptOf(1.001, null),
  ];
  expect(sumReceipts(receipts).sums).toEqual([
    { currency: "KWD", units: 1003, digits: 3 },
    { currency: "JPY", units: 1200, digits: 0 },
    { currency: "EUR", units: 500, digits: 2 },
    { currency: null, units: 2501, digits: 3 },
  ]);
});
