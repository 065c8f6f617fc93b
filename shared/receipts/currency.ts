/** Notations that stand for exactly one currency. `¥`, `$`, `kr`, `Rs.` and `元` stand for several. */
const notations: Readonly<Record<string, string>> = {
  "€": "EUR",
  "£": "GBP",
  US$: "USD",
  R$: "BRL",
  FR: "CHF",
  SFR: "CHF",
  KČ: "CZK",
  FT: "HUF",
  ZŁ: "PLN",
  "₹": "INR",
  "₩": "KRW",
  원: "KRW",
  円: "JPY",
  "₪": "ILS",
  "₫": "VND",
  "฿": "THB",
  "₴": "UAH",
  "₱": "PHP",
  "₺": "TRY",
  "₽": "RUB",
  KD: "KWD",
  "K.D": "KWD",
  "د.ك": "KWD",
  BD: "BHD",
  "B.D": "BHD",
  "د.ب": "BHD",
  JD: "JOD",
  "د.أ": "JOD",
  DT: "TND",
  "د.ت": "TND",
  LD: "LYD",
  "د.ل": "LYD",
  "R.O": "OMR",
  "ر.ع": "OMR",
};

/** ISO 4217, except that the Iraqi dinar has no fils in use, so that 25,000 IQD is not 25. */
const withoutMinorUnit = new Set(
  "BIF CLP DJF GNF IQD ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" "),
);
const withThousandths = new Set("BHD JOD KWD LYD OMR TND".split(" "));

/**
 * Currencies whose cash totals are rounded, with the smallest coin. The euro is not among them: some of its
 * countries round and most do not.
 */
const smallestCoins: Readonly<Record<string, number>> = {
  AUD: 0.05,
  BND: 0.05,
  CAD: 0.05,
  CHF: 0.05,
  CLP: 10,
  CZK: 1,
  DKK: 0.5,
  HKD: 0.1,
  HUF: 5,
  ILS: 0.1,
  MYR: 0.05,
  NOK: 1,
  NZD: 0.1,
  SEK: 1,
  SGD: 0.05,
  ZAR: 0.1,
};

/** The code of a currency as a receipt or a user states it: `eur `, `€`, `Fr.`. null: not stated. */
export function currencyCode(stated: string | null): string | null {
  const text =
    stated
      ?.replace(/\p{Cf}/gu, "")
      .trim()
      .toUpperCase() ?? "";
  if (text === "") return null;
  const bare = text.endsWith(".") ? text.slice(0, -1) : text;
  return Object.hasOwn(notations, bare) ? (notations[bare] ?? null) : text;
}

/** Number of decimals of the smallest unit; 2 if the currency is not stated or not known. */
export function minorDigits(currency: string | null): number {
  const code = currencyCode(currency) ?? "";
  if (withoutMinorUnit.has(code)) return 0;
  return withThousandths.has(code) ? 3 : 2;
}

/** The smallest coin that cash totals are rounded to. null: totals are not rounded. */
export function smallestCoin(currency: string | null): number | null {
  const code = currencyCode(currency) ?? "";
  return Object.hasOwn(smallestCoins, code) ? (smallestCoins[code] ?? null) : null;
}
