import { describe, expect, it } from "vitest";
import { receiptSchema } from "../../../shared/receipts/receipt-schema.ts";
import { reader } from "../../../tests/fixtures/trained-models.ts";
import { fitsSchema } from "./fits-schema.ts";
import { jsonSoak } from "./json-soak.ts";

/** The full run, `npm run soak -- json`, generates 200 answers. */
describe("answers of a model with random weights", () => {
  it("all fit the receipt schema", async () => {
    const { breaches } = await jsonSoak.run({ count: 6, seed: 3, onProgress: () => null });
    expect(breaches).toEqual([]);
  });
});

describe("the receipt schema", () => {
  it("accepts the answers of the trained receipt reader", () => {
    for (const { json } of reader.samples) expect(fitsSchema(JSON.parse(json), receiptSchema)).toBe(true);
    expect(fitsSchema(JSON.parse(reader.says.whenUnreadable), receiptSchema)).toBe(true);
  });

  it.each([
    ["nothing", {}],
    ["no items", { merchant: "A", date: "B", total: 1 }],
    ["an item without a price", { merchant: "A", date: "B", items: [{ name: "x" }], total: 1 }],
    ["a string as an amount", { merchant: "A", date: "B", items: [], total: "1" }],
    ["an additional property", { merchant: "A", date: "B", items: [], total: 1, tip: 2 }],
    ["a name that is too long", { merchant: "A".repeat(101), date: "B", items: [], total: 1 }],
    ["a list", []],
  ])("rejects %s", (_, value) => {
    expect(fitsSchema(value, receiptSchema)).toBe(false);
  });
});
