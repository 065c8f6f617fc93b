import { minorDigits } from "./currency.ts";

/**
 * `12.50`, `1200` in yen, `1.500` in dinars; with more decimals if the amount has more. `moneyIn` reads it.
 */
export function writtenMoney(amount: number, currency: string | null): string {
  const text = amount.toFixed(minorDigits(currency));
  return Number(text) === amount ? text : writtenNumber(amount);
}

/** The shortest exact decimal notation, without an exponent. */
export function writtenNumber(amount: number): string {
  const text = String(amount);
  if (!text.includes("e")) return text;
  return amount.toLocaleString("en", { useGrouping: false, maximumFractionDigits: 100 });
}
