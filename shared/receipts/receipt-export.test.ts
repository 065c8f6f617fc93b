import { describe, expect, it } from "vitest";
import { receiptsAsCsv, receiptsAsJson, type NamedReceipt } from "./receipt-export.ts";
import { receiptColumns as columns } from "../../tests/fixtures/receipt-columns.ts";

const cafe: NamedReceipt = {
  source: "cafe.jpg",
  receipt: {
    merchant: "ACME, Ltd",
    date: "2026-11-23",
    currency: "EUR",
    items: [
      { name: "TEA", quantity: 2, price: 3.5 },
      { name: "=CAKE", quantity: null, price: -4.25 },
    ],
    tax: 0.4,
    total: 7.75,
  },
};
const empty: NamedReceipt = {
  source: "b.png",
  receipt: { merchant: null, date: null, currency: null, items: [], tax: null, total: 1 },
};

describe("receiptsAsCsv", () => {
  it("writes one table of all lines, with tax and total once per receipt", () => {
    expect(receiptsAsCsv([cafe, empty], columns)).toBe(
      [
        "File,Merchant,Date,Currency,Item,Quantity,Price,Tax,Total",
        'cafe.jpg,"ACME, Ltd",2026-11-23,EUR,TEA,2,3.50,0.40,7.75',
        `cafe.jpg,"ACME, Ltd",2026-11-23,EUR,'=CAKE,,-4.25,,`,
        "b.png,,,,,,,,1.00",
        "",
      ].join("\r\n"),
    );
  });

  it("writes amounts with the decimals of their currency", () => {
    const of = (currency: string, total: number) => ({
      source: "a",
      receipt: { ...empty.receipt, currency, total },
    });
    expect(receiptsAsCsv([of("JPY", 1200), of("KWD", 1.5), of("EUR", 1.859)], columns)).toMatch(
      /JPY,,,,,1200\r\n.*KWD,,,,,1\.500\r\n.*EUR,,,,,1\.859\r\n$/,
    );
  });
});

describe("receiptsAsJson", () => {
  it("writes one receipt as an object and several as an array", () => {
    expect(JSON.parse(receiptsAsJson([cafe]))).toEqual({ source: "cafe.jpg", ...cafe.receipt });
    expect(JSON.parse(receiptsAsJson([cafe, empty]))).toHaveLength(2);
  });
});
