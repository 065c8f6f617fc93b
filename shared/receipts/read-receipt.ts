import { largestAmount, moneyIn, quantityIn } from "./amount.ts";
import type { Receipt } from "./receipt.ts";

export type ReadReceipt =
  | { readonly type: "receipt"; readonly receipt: Receipt }
  /** The model reports that there is no receipt, with its reason. */
  | { readonly type: "refused"; readonly reason: string }
  /** The answer does not follow the schema, because generation was stopped or the model differs. */
  | { readonly type: "unclear" };

const mostItems = 10_000;

/**
 * Parses a model's answer about a receipt, with or without a code fence or leading text. Written without zod,
 * which the page does not bundle.
 */
export function readReceipt(answer: string): ReadReceipt {
  const value = jsonIn(answer);
  if (!isObject(value)) return { type: "unclear" };
  const { items, merchant, date, currency, tax, total, error } = value;
  const stated = wordsIn(currency);
  const money = (amount: unknown) => amountIn(amount, (text) => moneyIn(text, stated));
  if (Array.isArray(items) && items.length <= mostItems && items.every(isObject)) {
    return {
      type: "receipt",
      receipt: {
        merchant: wordsIn(merchant),
        date: wordsIn(date),
        currency: stated,
        items: items.map(({ name, quantity, price }) => ({
          name: wordsIn(name) ?? "",
          quantity: amountIn(quantity, quantityIn),
          price: money(price),
        })),
        tax: money(tax),
        total: money(total),
      },
    };
  }
  return typeof error === "string" ? { type: "refused", reason: error } : { type: "unclear" };
}

function wordsIn(value: unknown): string | null {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && text.trim() !== "" ? text.trim() : null;
}

function amountIn(value: unknown, parse: (text: string) => number | null): number | null {
  const amount = typeof value === "string" ? parse(value) : value;
  return typeof amount === "number" && Math.abs(amount) <= largestAmount ? amount : null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function jsonIn(answer: string): unknown {
  const text = answer.trim();
  const start = text.indexOf("{");
  return parsed(text) ?? parsed(text.slice(start, text.lastIndexOf("}") + 1)) ?? null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
