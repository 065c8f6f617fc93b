import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkReceipt } from "./check-receipt.ts";
import type { Receipt } from "./receipt.ts";

function receiptOf(
  prices: readonly (number | null)[],
  total: number | null,
  more: Partial<Receipt> = {},
): Receipt {
  const items = prices.map((price) => ({ name: "x", quantity: null, price }));
  return { merchant: "ACME", date: null, currency: null, items, tax: null, total, ...more };
}

const agrees = { type: "agrees", isTaxOnTop: false, roundingCents: 0 };
const cents = fc.integer({ min: 1, max: 1_000_000 });
const prices = fc.array(cents, { minLength: 1, maxLength: 30 });
const sumOf = (all: readonly number[]) => all.reduce((sum, each) => sum + each, 0);
const money = (amount: number) => amount / 100;

describe("checkReceipt", () => {
  it("agrees with the exact sum of any prices, also where floating-point sums do not", () => {
    expect(checkReceipt(receiptOf([0.1, 0.2], 0.3))).toEqual(agrees);
    fc.assert(
      fc.property(prices, (all) => {
        expect(checkReceipt(receiptOf(all.map(money), money(sumOf(all))))).toEqual(agrees);
      }),
    );
  });

  it("agrees with tax included or added, and reports which", () => {
    expect(checkReceipt(receiptOf([10, 5], 15, { tax: 2.39 }))).toEqual(agrees);
    expect(checkReceipt(receiptOf([10, 5], 16.2, { tax: 1.2 }))).toEqual({ ...agrees, isTaxOnTop: true });
  });

  it("agrees with unit prices", () => {
    const items = [
      { name: "TEA", quantity: 3, price: 1.1 },
      { name: "HAM", quantity: 0.333, price: 9.99 },
    ];
    expect(checkReceipt({ ...receiptOf([], 6.63), items })).toEqual(agrees);
  });

  it("agrees with a total rounded to the smallest coin only in currencies that round cash", () => {
    const rounded = receiptOf([1.01, 2.02], 3.05);
    expect(checkReceipt({ ...rounded, currency: "CHF" })).toEqual({ ...agrees, roundingCents: 2 });
    expect(checkReceipt({ ...rounded, currency: "EUR" })).toMatchObject({ type: "differs" });
  });

  it("differs when the total is one cent off", () => {
    fc.assert(
      fc.property(prices, fc.constantFrom(-1, 1), (all, off) => {
        const check = checkReceipt(receiptOf(all.map(money), money(sumOf(all) - off)));
        expect(check).toMatchObject({ type: "differs", differenceCents: off });
      }),
    );
  });

  it("suspects the line with one misread digit and gives its correct price", () => {
    const digit = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(prices, fc.nat(29), fc.nat(6), digit, (all, at, place, wrong) => {
        const line = at % all.length;
        const digits = String(all[line]);
        const where = place % digits.length;
        const misread = Number(`${digits.slice(0, where)}${wrong}${digits.slice(where + 1)}`);
        fc.pre(misread !== all[line]);
        const given = all.map((price, index) => money(index === line ? misread : price));
        const check = checkReceipt(receiptOf(given, money(sumOf(all))));
        expect(check.type).toBe("differs");
        expect(check.type === "differs" && check.suspects).toContainEqual({ line, priceCents: all[line] });
      }),
    );
  });

  it.each([
    ["a duplicate line", [3, 4.5, 4.5], 7.5, { line: 1, priceCents: null }],
    ["two transposed digits", [5.43, 2], 5.43 - 0.09 + 2, { line: 0, priceCents: 534 }],
    ["a missing decimal point", [350, 2], 5.5, { line: 0, priceCents: 350 }],
    ["a missing minus sign", [10, 2], 8, { line: 1, priceCents: -200 }],
  ])("suspects %s", (_, given, total, suspect) => {
    const check = checkReceipt(receiptOf(given, total));
    expect(check.type === "differs" && check.suspects).toContainEqual(suspect);
  });

  it("reports missing amounts rather than a difference", () => {
    expect(checkReceipt(receiptOf([1, null, 2], 3))).toEqual({ type: "incomplete", lines: [1] });
    expect(checkReceipt(receiptOf([1], null))).toEqual({ type: "incomplete", lines: [] });
    expect(checkReceipt(receiptOf([], 3))).toEqual({ type: "incomplete", lines: [] });
  });
});
