import type { JsonSchema } from "../inference/generate-options.ts";

/** Everything has an end: a model that repeats itself is stopped by the form of its answer. */
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
 * The form of what a model says of a receipt. The grammar writes every property that a form names, so that what a receipt
 * does not say has forms without it: a model is not made to invent a tax. The order is that of reading. The last form is
 * for what is no receipt.
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
