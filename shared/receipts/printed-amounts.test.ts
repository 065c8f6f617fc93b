import fc from "fast-check";
import { expect, test } from "vitest";
import { moneyIn, quantityIn } from "./amount.ts";
import { minorDigits } from "./currency.ts";
import { writtenMoney, writtenNumber } from "./written-money.ts";

const locales = (
  "ar-AE ar-EG ar-SA as az be bg bn bn-u-nu-latn bs ca cs cy da de de-AT de-CH de-LI el en en-AU en-CA en-CH en-GB " +
  "en-IN en-ZA es es-AR es-CO es-CR es-MX et eu fa fi fil fr fr-BE fr-CA fr-CH ga gl gu he hi hi-u-nu-deva hr hu hy " +
  "id is it it-CH ja ja-u-nu-fullwide ka kk km kn ko ky lo lt lv mk ml mn mr ms my nb ne nl nl-BE nn pa pl ps pt " +
  "pt-PT ro ru sd si sk sl sq sr sv sw ta te th th-u-nu-thai tk tr uk ur uz vi zh zh-HK zh-TW zu"
).split(" ");
const currencies =
  "EUR USD GBP CHF JPY KRW CNY INR TWD KWD BHD TND SEK NOK DKK CZK PLN HUF RUB BRL MXN CLP VND IDR THB ILS TRY UAH".split(
    " ",
  );
const displays = ["symbol", "narrowSymbol", "code"] as const;
const signs = ["standard", "accounting"] as const;

const amounts = fc.record({
  locale: fc.constantFrom(...locales),
  currency: fc.constantFrom(...currencies),
  units: fc.oneof(
    fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }),
    fc.integer({ min: -99, max: 9_999 }),
  ),
});

function amountOf(units: number, currency: string): number {
  return Number(`${units}e-${minorDigits(currency)}`) || 0;
}

test("money that any locale prints is read as the same amount", () => {
  fc.assert(
    fc.property(
      amounts,
      fc.constantFrom(...displays),
      fc.constantFrom(...signs),
      fc.boolean(),
      ({ locale, currency, units }, currencyDisplay, currencySign, useGrouping) => {
        const amount = amountOf(units, currency);
        const digits = minorDigits(currency);
        const format = new Intl.NumberFormat(locale, {
          style: "currency",
          currency,
          currencyDisplay,
          currencySign,
          useGrouping,
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
        });
        const printed = format.format(amount);
        expect(moneyIn(printed, currency), `${locale} ${printed}`).toBe(amount);
      },
    ),
    { numRuns: 2000 },
  );
});

test("numbers that any locale prints without a currency are read as the same amount and quantity", () => {
  fc.assert(
    fc.property(amounts, ({ locale, currency, units }) => {
      const amount = amountOf(units, currency);
      const digits = minorDigits(currency);
      const format = { minimumFractionDigits: digits, maximumFractionDigits: digits };
      const printed = amount.toLocaleString(locale, format);
      expect(moneyIn(printed, currency), `${locale} ${printed}`).toBe(amount);
      const ungrouped = amount.toLocaleString(locale, { ...format, useGrouping: false });
      expect(quantityIn(ungrouped), `${locale} ${ungrouped}`).toBe(amount);
    }),
    { numRuns: 2000 },
  );
});

const shop = fc.record({
  group: fc.constantFrom(",", ".", "'", "’", " ", "\u00a0", ""),
  before: fc.constantFrom("", "Fr. ", "Rs.", "$", "EUR ", "CHF", "￥", "Total "),
  after: fc.constantFrom("", " €", " kr.", " A", "*", " EUR", " F CFA"),
  negative: fc.constantFrom("-#", "#-", "(#)", "−#", "– #", "▲#"),
  isFullWidth: fc.boolean(),
  isWhole: fc.boolean(),
});

test("amounts as shops print them are read as the same amount", () => {
  fc.assert(
    fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), shop, (cents, how) => {
      const decimal = how.group === "." ? "," : ".";
      const amount = how.isWhole ? Math.trunc(cents / 100) || 0 : cents / 100;
      const [whole = "", part = ""] = Math.abs(amount).toFixed(2).split(".");
      const grouped = whole.replace(/\B(?=(\d{3})+$)/g, how.group);
      const digits = `${grouped}${decimal}${how.isWhole ? "–" : part}`;
      const wide = how.isFullWidth
        ? digits.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
        : digits;
      const bare = `${how.before}${wide}${how.after}`;
      const printed = amount < 0 ? how.negative.replace("#", () => bare) : bare;
      expect(moneyIn(printed), printed).toBe(amount);
    }),
    { numRuns: 2000 },
  );
});

test("amounts that Facet writes into a cell are read back unchanged", () => {
  const double = fc.double({ min: -1e12, max: 1e12, noNaN: true });
  const any = double.map((amount) => (Math.abs(amount) < 1e-12 ? 0 : amount));
  const short = fc
    .tuple(fc.integer(), fc.nat(6))
    .map(([units, digits]) => Number(`${units}e-${digits}`) || 0);
  const currency = fc.constantFrom(null, ...currencies);
  fc.assert(
    fc.property(fc.oneof(any, short), currency, (amount, code) => {
      expect(moneyIn(writtenMoney(amount, code), code, amount)).toBe(amount);
      expect(quantityIn(writtenNumber(amount))).toBe(amount);
    }),
    { numRuns: 2000 },
  );
});

test("no text makes the parsers throw or return anything but an amount or null", () => {
  const text = fc.string({
    unit: fc.constantFrom(...Array.from("0123456789.,-–'()$€ \u00a0Fr%½٣:/")),
    maxLength: 20,
  });
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: "binary" })), (typed) => {
      for (const amount of [moneyIn(typed), moneyIn(typed, "KWD"), quantityIn(typed)])
        expect(amount === null || Number.isFinite(amount), typed).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
