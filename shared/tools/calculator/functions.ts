import { ExpressionError } from "./expression-error.ts";
import {
  add,
  asInteger,
  divide,
  exact,
  floor,
  modulo,
  multiply,
  negate,
  power,
  subtract,
  toFloat,
  type Exact,
} from "./exact-number.ts";

export const constants: Readonly<Record<string, number>> = {
  pi: Math.PI,
  π: Math.PI,
  tau: 2 * Math.PI,
  e: Math.E,
  /** For angles in degrees: `sin(30 * deg)`. */
  deg: Math.PI / 180,
};

type Implementation = (args: readonly Exact[]) => Exact;

/** Functions by name; angles are in radians. Each has a fixed number of arguments, or any above zero. */
export const functions: Readonly<
  Record<string, { readonly arity: number | "any"; readonly of: Implementation }>
> = {
  ...floats({
    cbrt: Math.cbrt,
    exp: Math.exp,
    ln: Math.log,
    log10: Math.log10,
    log2: Math.log2,
    sin: Math.sin,
    cos: Math.cos,
    tan: Math.tan,
    asin: Math.asin,
    acos: Math.acos,
    atan: Math.atan,
    sinh: Math.sinh,
    cosh: Math.cosh,
    tanh: Math.tanh,
  }),
  sqrt: one(squareRoot),
  abs: one((value) => (toFloat(value) < 0 ? negate(value) : value)),
  sign: one((value) => exact(BigInt(Math.sign(toFloat(value)) || 0))),
  floor: one(floor),
  ceil: one((value) => negate(floor(negate(value)))),
  trunc: one((value) => (toFloat(value) < 0 ? negate(floor(negate(value))) : floor(value))),
  factorial: one(factorial),
  /** To a number of decimals; without one, to a whole number. */
  round: { arity: "any", of: ([value = 0, places = 0]) => rounded(value, places) },
  /** To the base 10, or to another. */
  log: { arity: "any", of: ([value = 0, base]) => logarithm(toFloat(value), base) },
  pow: { arity: 2, of: ([base = 0, exponent = 0]) => power(base, exponent) },
  mod: { arity: 2, of: ([a = 0, b = 0]) => modulo(a, b) },
  atan2: { arity: 2, of: ([y = 0, x = 0]) => Math.atan2(toFloat(y), toFloat(x)) },
  gcd: { arity: "any", of: (args) => args.reduce((a, b) => greatestDivisor(a, b)) },
  lcm: { arity: "any", of: (args) => args.reduce(leastMultiple) },
  min: { arity: "any", of: (args) => args.reduce((a, b) => (toFloat(b) < toFloat(a) ? b : a)) },
  max: { arity: "any", of: (args) => args.reduce((a, b) => (toFloat(b) > toFloat(a) ? b : a)) },
  sum: { arity: "any", of: (args) => args.reduce(add) },
  mean: { arity: "any", of: (args) => divide(args.reduce(add), exact(BigInt(args.length))) },
};

function floats(of: Readonly<Record<string, (value: number) => number>>) {
  return Object.fromEntries(
    Object.entries(of).map(([name, calculate]) => [name, one((value) => calculate(toFloat(value)))]),
  );
}

function one(of: (value: Exact) => Exact): { readonly arity: 1; readonly of: Implementation } {
  return { arity: 1, of: ([value = 0]) => of(value) };
}

/** Exact for squares of fractions. */
function squareRoot(value: Exact): Exact {
  const root = Math.sqrt(toFloat(value));
  if (typeof value === "number") return root;
  const guess = exact(
    BigInt(Math.round(Math.sqrt(Number(value.numerator)) || 0)),
    BigInt(Math.round(Math.sqrt(Number(value.denominator))) || 1),
  );
  return toFloat(subtract(multiply(guess, guess), value)) === 0 ? guess : root;
}

export function factorial(value: Exact): Exact {
  const number = asInteger(value);
  if (number === null || number < 0)
    throw new ExpressionError("A factorial needs a whole number of 0 or more");
  if (number > 1000) throw new ExpressionError("A factorial of more than 1000 is too large");
  let product = 1n;
  for (let factor = 2n; factor <= BigInt(number); factor++) product *= factor;
  return exact(product);
}

/** Half away from zero, as people round. */
function rounded(value: Exact, places: Exact): Exact {
  const decimals = asInteger(places);
  if (decimals === null || Math.abs(decimals) > 100)
    throw new ExpressionError("round takes a whole number of decimals");
  const scale = power(exact(10n), exact(BigInt(decimals)));
  const half = exact(1n, 2n);
  const magnitude = toFloat(value) < 0 ? negate(value) : value;
  const result = divide(floor(add(multiply(magnitude, scale), half)), scale);
  return toFloat(value) < 0 ? negate(result) : result;
}

function logarithm(value: number, base: Exact | undefined): number {
  if (base === undefined) return Math.log10(value);
  const ofBase = toFloat(base);
  if (ofBase === 2) return Math.log2(value);
  return ofBase === 10 ? Math.log10(value) : Math.log(value) / Math.log(ofBase);
}

function greatestDivisor(a: Exact, b: Exact): Exact {
  let [x, y] = [whole(a), whole(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return exact(x < 0n ? -x : x);
}

function leastMultiple(a: Exact, b: Exact): Exact {
  const divisor = greatestDivisor(a, b);
  const product = multiply(a, b);
  return toFloat(divisor) === 0
    ? exact(0n)
    : divide(toFloat(product) < 0 ? negate(product) : product, divisor);
}

function whole(value: Exact): bigint {
  if (typeof value === "number" || value.denominator !== 1n)
    throw new ExpressionError("gcd and lcm need whole numbers");
  return value.numerator;
}
