import type { Receipt, ReceiptItem } from "./receipt.ts";

export type ReadReceipt =
  | { readonly type: "receipt"; readonly receipt: Receipt }
  /** The model reports that there is no receipt, with its reason. */
  | { readonly type: "refused"; readonly reason: string }
  /** The answer does not follow the schema, because generation was stopped or the model differs. */
  | { readonly type: "unclear" };

const mostItems = 10_000;
const largestAmount = 1e12;

/**
 * Parses a model's answer about a receipt, with or without a code fence or leading text. Written without zod,
 * which the page does not bundle.
 */
export function readReceipt(answer: string): ReadReceipt {
  const value = jsonIn(answer);
  if (!isObject(value)) return { type: "unclear" };
  const { items, merchant, date, currency, tax, total, error } = value;
  if (Array.isArray(items) && items.length <= mostItems && items.every(isObject)) {
    return {
      type: "receipt",
      receipt: {
        merchant: wordsIn(merchant),
        date: wordsIn(date),
        currency: wordsIn(currency),
        items: items.map(itemIn),
        tax: amountIn(tax),
        total: amountIn(total),
      },
    };
  }
  return typeof error === "string" ? { type: "refused", reason: error } : { type: "unclear" };
}

function itemIn({ name, quantity, price }: Readonly<Record<string, unknown>>): ReceiptItem {
  return { name: wordsIn(name) ?? "", quantity: amountIn(quantity), price: amountIn(price) };
}

function wordsIn(value: unknown): string | null {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && text.trim() !== "" ? text.trim() : null;
}

function amountIn(value: unknown): number | null {
  const amount = typeof value === "string" ? amountOf(value) : value;
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

/** Parses "1,234.50", "1.234,50 €" and "3,50". null: not an amount. */
export function amountOf(text: string): number | null {
  const bare = text.replace(/[^\d.,+\u2212-]/g, "").replace("\u2212", "-");
  if (!/^[+-]?[\d.,]*\d[\d.,]*-?$/.test(bare)) return null;
  const isNegative = bare.includes("-");
  const digits = bare.replaceAll(/[+-]/g, "");
  const mark = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
  const decimals = digits.length - mark - 1;
  const isRepeated = mark >= 0 && digits.indexOf(digits.charAt(mark)) !== mark;
  const hasBoth = digits.includes(".") && digits.includes(",");
  // A single separator followed by three digits separates thousands: no currency has thousandths.
  const isDecimal = mark >= 0 && !isRepeated && (hasBoth || decimals !== 3);
  const whole = (isDecimal ? digits.slice(0, mark) : digits).replaceAll(/[.,]/g, "");
  const amount = Number(`${whole || "0"}.${isDecimal ? digits.slice(mark + 1) || "0" : "0"}`);
  return isNegative ? -amount : amount;
}
