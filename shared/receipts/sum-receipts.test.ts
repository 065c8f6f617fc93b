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
      { currency: "EUR", cents: 1030 },
      { currency: "CHF", cents: 500 },
      { currency: null, cents: 100 },
    ],
  });
});

test("sums to the cent where a floating-point sum would be off", () => {
  const cents = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(cents, (all) => {
      const { sums } = sumReceipts(all.map((each) => receiptOf(each / 100, "EUR")));
      expect(sums).toEqual([{ currency: "EUR", cents: all.reduce((sum, each) => sum + each, 0) }]);
    }),
  );
});
