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

const agrees = { type: "agrees", isTaxOnTop: false, roundingUnits: 0 };
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

  it("accepts whole cents only, however many lines of several pieces there are", () => {
    // Half a cent a line would have hidden a difference of five cents.
    const items = Array.from({ length: 10 }, () => ({ name: "x", quantity: 2, price: 1.5 }));
    expect(checkReceipt({ ...receiptOf([], 30), items })).toEqual(agrees);
    for (const total of [29.95, 29.99, 30.01, 30.05])
      expect(checkReceipt({ ...receiptOf([], total), items })).toMatchObject({ type: "differs" });
  });

  it("agrees with pieces rounded line by line or in their sum, also at prices in fractions of a cent", () => {
    const items = [
      { name: "FUEL", quantity: 40.12, price: 1.859 },
      { name: "NUT", quantity: 3, price: 0.115 },
      { name: "NUT", quantity: 3, price: 0.115 },
    ];
    // 74.58308 + 0.345 + 0.345: 74.58 + 0.35 + 0.35 or 75.27308
    expect(checkReceipt({ ...receiptOf([], 75.28), items })).toEqual(agrees);
    expect(checkReceipt({ ...receiptOf([], 75.27), items })).toEqual(agrees);
    expect(checkReceipt({ ...receiptOf([], 75.29), items })).toMatchObject({ type: "differs" });
    const refund = items.map((item) => ({ ...item, price: -item.price }));
    expect(checkReceipt({ ...receiptOf([], -75.28), items: refund })).toEqual(agrees);
  });

  it.each([
    ["KWD", [1.001, 2.002], 3.003, { type: "agrees" }],
    ["KWD", [1.001, 2.002], 3.004, { type: "differs", differenceUnits: -1 }],
    ["JPY", [120, 80], 200, { type: "agrees" }],
    ["JPY", [120, 80], 201, { type: "differs", differenceUnits: -1 }],
    ["JPY", [120.5, 80], 200.9, { type: "differs", differenceUnits: -4 }],
    [null, [1.001, 2.002], 3.004, { type: "differs", differenceUnits: -1 }],
    ["CHF", [1.01, 2.02], 3.05, { type: "agrees", roundingUnits: 2 }],
    ["Fr.", [1.01, 2.02], 3.05, { type: "agrees", roundingUnits: 2 }],
    ["CHF", [1.01, 2.02], 3.04, { type: "differs" }],
    ["CHF", [1.01, 2.02], 3.1, { type: "differs" }],
    ["CHF", [-1.01, -2.02], -3.05, { type: "agrees", roundingUnits: -2 }],
    ["HUF", [999, 499], 1500, { type: "agrees", roundingUnits: 200 }],
    ["HUF", [999, 499], 1505, { type: "differs" }],
    ["SEK", [12.5, 7.1], 20, { type: "agrees", roundingUnits: 40 }],
    ["CLP", [1003], 1000, { type: "agrees", roundingUnits: -3 }],
    ["EUR", [1.01, 2.02], 3.05, { type: "differs" }],
  ])("in %s, %j against %d: %j", (currency, given, total, expected) => {
    expect(checkReceipt(receiptOf(given, total, { currency }))).toMatchObject(expected);
  });

  it("agrees with a total rounded to the smallest coin only in currencies that round cash", () => {
    const rounded = receiptOf([1.01, 2.02], 3.05);
    expect(checkReceipt({ ...rounded, currency: "CHF" })).toEqual({ ...agrees, roundingUnits: 2 });
    expect(checkReceipt({ ...rounded, currency: "EUR" })).toMatchObject({ type: "differs" });
  });

  it("differs when the total is one cent off", () => {
    fc.assert(
      fc.property(prices, fc.constantFrom(-1, 1), (all, off) => {
        const check = checkReceipt(receiptOf(all.map(money), money(sumOf(all) - off)));
        expect(check).toMatchObject({ type: "differs", differenceUnits: off });
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
        expect(check.type === "differs" && check.suspects).toContainEqual({ line, priceUnits: all[line] });
      }),
    );
  });

  it.each([
    ["a duplicate line", [3, 4.5, 4.5], 7.5, { line: 1, priceUnits: null }],
    ["two transposed digits", [5.43, 2], 5.43 - 0.09 + 2, { line: 0, priceUnits: 534 }],
    ["a missing decimal point", [350, 2], 5.5, { line: 0, priceUnits: 350 }],
    ["a missing minus sign", [10, 2], 8, { line: 1, priceUnits: -200 }],
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
