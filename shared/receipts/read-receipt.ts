import { z } from "zod";
import type { Receipt } from "./receipt.ts";

export type ReadReceipt =
  | { readonly type: "receipt"; readonly receipt: Receipt }
  /** The model says that it is none, in its words. */
  | { readonly type: "refused"; readonly reason: string }
  /** Not of the form it was asked for: a model that was stopped, or another one. */
  | { readonly type: "unclear" };

const words = z.preprocess(
  (value) => (typeof value === "number" ? String(value) : value),
  z
    .string()
    .trim()
    .transform((text) => (text === "" ? null : text))
    .nullable()
    .catch(null),
);
const amount = z.preprocess(
  (value) => (typeof value === "string" ? amountOf(value) : value),
  z.number().min(-1e12).max(1e12).nullable().catch(null),
);
const item = z.object({
  name: words.default(null).transform((name) => name ?? ""),
  quantity: amount.default(null),
  price: amount.default(null),
});
const receipt = z.object({
  merchant: words.default(null),
  date: words.default(null),
  currency: words.default(null),
  items: z.array(item).max(10_000),
  tax: amount.default(null),
  total: amount.default(null),
});
const refusal = z.object({ error: z.string() });

/** What a model's answer says of a receipt; with a fence around it or words before it too. */
export function readReceipt(answer: string): ReadReceipt {
  const value = jsonIn(answer);
  const read = receipt.safeParse(value);
  if (read.success) return { type: "receipt", receipt: read.data };
  const refused = refusal.safeParse(value);
  return refused.success ? { type: "refused", reason: refused.data.error } : { type: "unclear" };
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

/** "1,234.50", "1.234,50 €" and "3,50" mean what people mean by them. null: no amount. */
export function amountOf(text: string): number | null {
  const bare = text.replace(/[^\d.,+\u2212-]/g, "").replace("\u2212", "-");
  if (!/^[+-]?[\d.,]*\d[\d.,]*-?$/.test(bare)) return null;
  const isNegative = bare.includes("-");
  const digits = bare.replaceAll(/[+-]/g, "");
  const mark = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
  const decimals = digits.length - mark - 1;
  const isRepeated = mark >= 0 && digits.indexOf(digits.charAt(mark)) !== mark;
  const hasBoth = digits.includes(".") && digits.includes(",");
  // One mark with three digits behind it parts thousands: nobody has a thousandth of a coin.
  const isDecimal = mark >= 0 && !isRepeated && (hasBoth || decimals !== 3);
  const whole = (isDecimal ? digits.slice(0, mark) : digits).replaceAll(/[.,]/g, "");
  const amount = Number(`${whole || "0"}.${isDecimal ? digits.slice(mark + 1) || "0" : "0"}`);
  return isNegative ? -amount : amount;
}
