import type { JsonSchema } from "../inference/generate-options.ts";

/** All lists and strings are bounded, so that the grammar stops a model that repeats itself. */
const mostItems = 200;
const shortText = { type: "string", minLength: 1, maxLength: 100 };
const currency = { type: "string", minLength: 3, maxLength: 3 };
const amount = { type: "number" };

const fullItem = { name: shortText, quantity: amount, price: amount };
const shortItem = { name: shortText, price: amount };
const itemsOf = (...kinds: readonly object[]) => ({
  type: "array",
  maxItems: mostItems,
  items: { oneOf: kinds.map((properties) => ({ type: "object", properties })) },
});

/**
 * The JSON schema of a model's answer about a receipt. The grammar emits every property that an alternative
 * names, so each optional value also has an alternative without it; otherwise the model would invent a tax.
 * Properties are in reading order. The last alternative is for images that are not receipts.
 */
export const receiptSchema: JsonSchema = {
  oneOf: [
    ...[{ currency }, {}].flatMap((ofMoney) =>
      [{ tax: amount }, {}].map((ofTax) => ({
        type: "object",
        properties: {
          merchant: shortText,
          date: shortText,
          ...ofMoney,
          items: itemsOf(fullItem, shortItem),
          ...ofTax,
          total: amount,
        },
      })),
    ),
    { type: "object", properties: { error: shortText } },
  ],
};
