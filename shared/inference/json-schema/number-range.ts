import { characters, choice, optional, repeat, sequence, text, type Expression } from "./expression.ts";
import { fraction, mostDigits } from "./json-text.ts";

/** Null: no bound. */
export interface Bound {
  readonly value: number;
  readonly isExclusive: boolean;
}

const largest = 10 ** mostDigits - 1;

/** Integers between two bounds, of at most 15 digits; null: there are none. */
export function integersBetween(least: Bound | null, most: Bound | null): Expression | null {
  const from =
    least === null ? -largest : least.isExclusive ? Math.floor(least.value) + 1 : Math.ceil(least.value);
  const to = most === null ? largest : most.isExclusive ? Math.ceil(most.value) - 1 : Math.floor(most.value);
  const options = [
    ...signed("-", naturals(Math.max(1, -to), Math.min(largest, -from))),
    ...signed("", naturals(Math.max(0, from), Math.min(largest, to))),
  ];
  return options.length === 0 ? null : choice(...options);
}

/** Numbers without an exponent between two integer bounds; null: there are none. */
export function numbersBetween(least: Bound | null, most: Bound | null): Expression | null {
  const zero = { value: 0, isExclusive: false };
  const negated = (bound: Bound | null) => bound && { ...bound, value: -bound.value };
  const isBelowZero = (bound: Bound | null) => bound !== null && bound.value < 0;
  const isAboveZero = (bound: Bound | null) => bound !== null && bound.value > 0;
  const options = [
    // From the magnitude 0 on, without 0 itself: that is written without a sign.
    ...(least !== null && !isBelowZero(least)
      ? []
      : signed(
          "-",
          magnitudes(isBelowZero(most) ? negated(most) : { ...zero, isExclusive: true }, negated(least)),
        )),
    ...(isBelowZero(most)
      ? []
      : signed("", magnitudes(isAboveZero(least) || least?.value === 0 ? least : zero, most))),
  ];
  return options.length === 0 ? null : choice(...options);
}

const signed = (sign: "" | "-", magnitude: Expression | null): readonly Expression[] =>
  magnitude === null ? [] : [sign === "" ? magnitude : sequence(text(sign), magnitude)];

/** Not negative. */
function magnitudes(least: Bound | null, most: Bound | null): Expression | null {
  const from = least ?? { value: 0, isExclusive: false };
  const to = most?.value ?? largest + 1;
  const whole = naturals(from.isExclusive ? from.value + 1 : from.value, to - 1);
  const options = [
    ...(whole === null ? [] : [sequence(whole, optional(fraction))]),
    ...(from.isExclusive && from.value < to
      ? [sequence(text(String(from.value)), text("."), repeat(characters("0-9"), 0, 14), characters("1-9"))]
      : []),
    ...(most?.isExclusive === false && (from.value < to || (from.value === to && !from.isExclusive))
      ? [text(String(to))]
      : []),
  ];
  return options.length === 0 ? null : choice(...options);
}

/** Natural numbers from one to another; null: there are none. */
function naturals(from: number, to: number): Expression | null {
  if (from > to) {
    return null;
  }
  const options: Expression[] = [];
  for (let digits = String(from).length; digits <= String(to).length; digits++) {
    const low = Math.max(from, digits === 1 ? 0 : 10 ** (digits - 1));
    const high = Math.min(to, 10 ** digits - 1);
    options.push(sameLength(String(low), String(high)));
  }
  return choice(...options);
}

/** Numbers between two with the same count of digits. */
function sameLength(low: string, high: string): Expression {
  const [first, last] = [low.slice(0, 1), high.slice(0, 1)];
  const [lowRest, highRest] = [low.slice(1), high.slice(1)];
  if (lowRest === "") {
    return digits(first, last);
  }
  if (first === last) {
    return sequence(text(first), sameLength(lowRest, highRest));
  }
  const zeros = "0".repeat(lowRest.length);
  const nines = "9".repeat(lowRest.length);
  const isLowFull = lowRest === zeros;
  const isHighFull = highRest === nines;
  const middle = [next(first, isLowFull ? 0 : 1), next(last, isHighFull ? 0 : -1)] as const;
  return choice(
    ...(isLowFull ? [] : [sequence(text(first), sameLength(lowRest, nines))]),
    ...(middle[0] > middle[1]
      ? []
      : [sequence(digits(...middle), repeat(characters("0-9"), lowRest.length, lowRest.length))]),
    ...(isHighFull ? [] : [sequence(text(last), sameLength(zeros, highRest))]),
  );
}

const next = (digit: string, by: number) => String(Number(digit) + by);

const digits = (from: string, to: string) => characters(from === to ? from : `${from}-${to}`);
