import { describe, expect, it } from "vitest";
import { receiptSchema } from "../../../shared/receipts/receipt-schema.ts";
import { reader } from "../../../tests/fixtures/trained-models.ts";
import { fitsSchema } from "./fits-schema.ts";
import { jsonSoak } from "./json-soak.ts";

/** `npm run soak -- json` asks 200 times. */
describe("answers of random weights, a few", () => {
  it("are all of the form of a receipt", async () => {
    const { breaches } = await jsonSoak.run({ count: 6, seed: 3, onProgress: () => null });
    expect(breaches).toEqual([]);
  });
});

describe("the form of a receipt", () => {
  it("is that of what the reader says", () => {
    for (const { json } of reader.samples) expect(fitsSchema(JSON.parse(json), receiptSchema)).toBe(true);
    expect(fitsSchema(JSON.parse(reader.says.whenUnreadable), receiptSchema)).toBe(true);
  });

  it.each([
    ["nothing", {}],
    ["no lines", { merchant: "A", date: "B", total: 1 }],
    ["a line without a price", { merchant: "A", date: "B", items: [{ name: "x" }], total: 1 }],
    ["words for an amount", { merchant: "A", date: "B", items: [], total: "1" }],
    ["more than is asked", { merchant: "A", date: "B", items: [], total: 1, tip: 2 }],
    ["too long a name", { merchant: "A".repeat(101), date: "B", items: [], total: 1 }],
    ["a list", []],
  ])("is not that of %s", (_, value) => {
    expect(fitsSchema(value, receiptSchema)).toBe(false);
  });
});
