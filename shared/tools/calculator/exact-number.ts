/** A fraction of integers, or a floating-point number where a value can't be written as one. */
export type Exact = { readonly numerator: bigint; readonly denominator: bigint } | number;

/** Beyond so many bits, fractions become floating-point numbers. */
const mostBits = 4_096;

export function exact(numerator: bigint, denominator = 1n): Exact {
  if (denominator === 0n) return Number(numerator) / 0;
  const sign = denominator < 0n ? -1n : 1n;
  const divisor = greatestCommonDivisor(numerator, denominator) * sign;
  const value = { numerator: numerator / divisor, denominator: denominator / divisor };
  return bits(value.numerator) + bits(value.denominator) > mostBits ? toFloat(value) : value;
}

export function toFloat(value: Exact): number {
  if (typeof value === "number") return value;
  const { numerator, denominator } = value;
  // Both may be beyond the range of a float while their quotient is not.
  const shift = BigInt(Math.max(0, Math.max(bits(numerator), bits(denominator)) - 1000));
  if (shift === 0n) return Number(numerator) / Number(denominator);
  const difference = bits(numerator) - bits(denominator);
  if (difference > 1100) return numerator < 0n ? -Infinity : Infinity;
  if (difference < -1100) return 0;
  return Number(numerator >> shift) / Number(denominator >> shift);
}

export const add = (a: Exact, b: Exact): Exact =>
  combine(
    a,
    b,
    (x, y) => x + y,
    (p, q, r, s) => exact(p * s + r * q, q * s),
  );
export const subtract = (a: Exact, b: Exact): Exact => add(a, negate(b));
export const multiply = (a: Exact, b: Exact): Exact =>
  combine(
    a,
    b,
    (x, y) => x * y,
    (p, q, r, s) => exact(p * r, q * s),
  );
export const divide = (a: Exact, b: Exact): Exact =>
  combine(
    a,
    b,
    (x, y) => x / y,
    (p, q, r, s) => exact(p * s, q * r),
  );

export function negate(value: Exact): Exact {
  return typeof value === "number" ? -value : { ...value, numerator: -value.numerator };
}

/** The remainder with the sign of the divisor, as mathematics has it. */
export function modulo(a: Exact, b: Exact): Exact {
  if (toFloat(b) === 0) return NaN;
  return subtract(a, multiply(b, floor(divide(a, b))));
}

export function floor(value: Exact): Exact {
  if (typeof value === "number") return Math.floor(value);
  const { numerator, denominator } = value;
  const quotient = numerator / denominator;
  return exact(numerator < 0n && quotient * denominator !== numerator ? quotient - 1n : quotient);
}

export function power(base: Exact, exponent: Exact): Exact {
  if (typeof base !== "number" && typeof exponent !== "number" && exponent.denominator === 1n) {
    const times = exponent.numerator < 0n ? -exponent.numerator : exponent.numerator;
    const size = (bits(base.numerator) + bits(base.denominator)) * Number(times);
    if (size <= mostBits) {
      const [over, under] = [base.numerator ** times, base.denominator ** times];
      return exponent.numerator < 0n ? exact(under, over) : exact(over, under);
    }
  }
  return toFloat(base) ** toFloat(exponent);
}

/** null where it is not a whole number that a float holds exactly. */
export function asInteger(value: Exact): number | null {
  const number = toFloat(value);
  return Number.isSafeInteger(number) && (typeof value === "number" || value.denominator === 1n)
    ? number
    : null;
}

/**
 * In decimal notation: all digits of a fraction that ends within 30 decimals; 15 significant digits otherwise.
 */
export function formatExact(value: Exact): string {
  if (typeof value === "number") return formatFloat(value);
  const { numerator, denominator } = value;
  if (denominator === 1n) return String(numerator);
  const places = decimalPlaces(denominator);
  if (places === null) return formatFloat(toFloat(value));
  const digits = String(((numerator < 0n ? -numerator : numerator) * 10n ** BigInt(places)) / denominator);
  const padded = digits.padStart(places + 1, "0");
  return `${numerator < 0n ? "-" : ""}${padded.slice(0, -places)}.${padded.slice(-places)}`;
}

function formatFloat(value: number): string {
  return String(Number(value.toPrecision(15)));
}

/** null: the decimals never end, or are too many. */
function decimalPlaces(denominator: bigint): number | null {
  let scale = 1n;
  for (let places = 0; places <= 30; places++, scale *= 10n) if (scale % denominator === 0n) return places;
  return null;
}

function combine(
  a: Exact,
  b: Exact,
  ofFloats: (a: number, b: number) => number,
  ofFractions: (p: bigint, q: bigint, r: bigint, s: bigint) => Exact,
): Exact {
  if (typeof a === "number" || typeof b === "number") return ofFloats(toFloat(a), toFloat(b));
  return ofFractions(a.numerator, a.denominator, b.numerator, b.denominator);
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

const bits = (value: bigint) => value.toString(16).length * 4;
