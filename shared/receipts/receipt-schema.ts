import type { JsonSchema } from "../inference/generate-options.ts";

/** All lists and strings are bounded, so that the grammar stops a model that repeats itself. */
const mostItems = 200;
const shortText = { type: "string", minLength: 1, maxLength: 100 };
const currency = { type: "string", minLength: 3, maxLength: 3 };
const amount = { type: "number" };

function object(
  properties: Readonly<Record<string, JsonSchema>>,
  optional: readonly string[] = [],
): JsonSchema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", properties, required, additionalProperties: false };
}

/**
 * The JSON schema of a model's answer about a receipt. What a receipt may lack is optional; otherwise the
 * model would invent a tax. Properties are in reading order. The last alternative is for images that are not
 * receipts.
 */
export const receiptSchema: JsonSchema = {
  oneOf: [
    object(
      {
        merchant: shortText,
        date: shortText,
        currency,
        items: {
          type: "array",
          maxItems: mostItems,
          items: object({ name: shortText, quantity: amount, price: amount }, ["quantity"]),
        },
        tax: amount,
        total: amount,
      },
      ["currency", "tax"],
    ),
    object({ error: shortText }),
  ],
};
