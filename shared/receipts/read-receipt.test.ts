import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readReceipt } from "./read-receipt.ts";

const ofReader =
  '{"merchant":"ACME","date":"2026-11-23","items":[{"name":"TEA","price":3.50},{"name":"CAKE","price":4.25}],"total":7.75}';
const tea = { name: "TEA", quantity: null, price: 3.5 };
const cake = { name: "CAKE", quantity: null, price: 4.25 };
const read = {
  type: "receipt",
  receipt: {
    merchant: "ACME",
    date: "2026-11-23",
    currency: null,
    items: [tea, cake],
    tax: null,
    total: 7.75,
  },
};

describe("readReceipt", () => {
  it.each([
    ["that is bare JSON", ofReader],
    ["in a fence", `\`\`\`json\n${ofReader}\n\`\`\``],
    ["after other text", `Here is the receipt:\n\n${ofReader}\nAnything else?`],
  ])("parses an answer %s", (_, answer) => {
    expect(readReceipt(answer)).toEqual(read);
  });

  it("accepts amounts as text and missing or empty keys", () => {
    const answer =
      '{"merchant":" ","items":[{"name":7,"quantity":"2","price":"1.234,50 €"},{}],"total":"$3.00","more":1}';
    expect(readReceipt(answer)).toEqual({
      type: "receipt",
      receipt: {
        merchant: null,
        date: null,
        currency: null,
        items: [
          { name: "7", quantity: 2, price: 1234.5 },
          { name: "", quantity: null, price: null },
        ],
        tax: null,
        total: 3,
      },
    });
  });

  it("parses quantities as decimals and amounts in the minor unit of the receipt's currency", () => {
    const answer = (currency: string) =>
      JSON.stringify({
        currency,
        items: [{ name: "TEA", quantity: "1.234", price: "1.234" }],
        total: "1,234",
      });
    const [dinars, euros] = ["KWD", "EUR"].map((currency) => readReceipt(answer(currency)));
    expect(dinars).toMatchObject({ receipt: { items: [{ quantity: 1.234, price: 1.234 }], total: 1.234 } });
    expect(euros).toMatchObject({ receipt: { items: [{ quantity: 1.234, price: 1234 }], total: 1234 } });
  });

  it("returns the reason when the model reports that there is no receipt", () => {
    expect(readReceipt('{"error":"not readable"}')).toEqual({ type: "refused", reason: "not readable" });
  });

  it("is unclear for any other answer and never throws", () => {
    for (const answer of ["", "no", "{", "[]", '{"items":1}', "null", ofReader.slice(0, -5)])
      expect(readReceipt(answer)).toEqual({ type: "unclear" });
    fc.assert(fc.property(fc.string(), (answer) => void readReceipt(answer)));
    fc.assert(fc.property(fc.json(), (answer) => void readReceipt(answer)));
    fc.assert(fc.property(fc.jsonValue(), (items) => void readReceipt(JSON.stringify({ items }))));
  });
});
