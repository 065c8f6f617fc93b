import { ExpressionError } from "./expression-error.ts";
import {
  add,
  divide,
  exact,
  formatExact,
  modulo,
  multiply,
  negate,
  power,
  subtract,
  toFloat,
  type Exact,
} from "./exact-number.ts";
import { constants, factorial, functions } from "./functions.ts";
import { tokenize, type Token } from "./tokenize.ts";

const longestExpression = 2_000;
const deepest = 100;

/**
 * Evaluates an arithmetic expression: + - * / % ^ !, parentheses, percentages (`20%`), constants and
 * functions. Sums, products, quotients and whole powers of decimal numbers are exact. There are no variables
 * and nothing to call but the functions of `functions.ts`.
 * @returns the value in decimal notation
 * @throws ExpressionError
 */
export function calculate(expression: string): string {
  if (expression.length > longestExpression)
    throw new ExpressionError(`The expression has more than ${longestExpression} characters`);
  const value = new Parser(tokenize(expression)).parse();
  const number = toFloat(value);
  if (Number.isNaN(number)) throw new ExpressionError("The result is not a real number");
  if (!Number.isFinite(number) && typeof value === "number")
    throw new ExpressionError("The result is infinite or too large: is there a division by zero?");
  return formatExact(value);
}

const binary: Readonly<
  Record<string, { readonly level: number; readonly of: (a: Exact, b: Exact) => Exact }>
> = {
  "+": { level: 1, of: add },
  "-": { level: 1, of: subtract },
  "*": { level: 2, of: multiply },
  "/": { level: 2, of: divide },
  "%": { level: 2, of: modulo },
};

/** Precedence climbing; powers bind to the right and stronger than a sign before them. */
class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(): Exact {
    if (this.#tokens.length === 0) throw new ExpressionError("The expression is empty");
    const value = this.#sum(0);
    if (this.#next) throw this.#unexpected();
    return value;
  }

  get #next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #isSign(text: string): boolean {
    return this.#next?.type === "sign" && this.#next.text === text;
  }

  #take(text: string): boolean {
    if (!this.#isSign(text)) return false;
    this.#at++;
    return true;
  }

  #sum(level: number): Exact {
    let left = this.#signed();
    for (;;) {
      const operator = this.#next?.type === "sign" ? binary[this.#next.text] : undefined;
      if (!operator || operator.level <= level) return left;
      this.#at++;
      left = operator.of(left, this.#sum(operator.level));
    }
  }

  #signed(): Exact {
    return this.#nested(() => {
      if (this.#take("-")) return negate(this.#signed());
      if (this.#take("+")) return this.#signed();
      const base = this.#withSuffixes();
      return this.#take("^") ? power(base, this.#signed()) : base;
    });
  }

  #withSuffixes(): Exact {
    let value = this.#operand();
    for (;;) {
      if (this.#take("!")) value = factorial(value);
      else if (this.#isPercentage()) {
        this.#at++;
        value = divide(value, exact(100n));
      } else return value;
    }
  }

  /** A percent sign before an operand is a remainder. */
  #isPercentage(): boolean {
    if (!this.#isSign("%")) return false;
    const after = this.#tokens[this.#at + 1];
    return after === undefined || (after.type === "sign" && after.text !== "(");
  }

  #operand(): Exact {
    const token = this.#next;
    this.#at++;
    if (token?.type === "number") return decimal(token.text);
    if (token?.type === "name") return this.#named(token.text);
    if (token?.text === "(") {
      const value = this.#sum(0);
      this.#close();
      return value;
    }
    this.#at--;
    throw this.#unexpected();
  }

  #named(name: string): Exact {
    if (!this.#take("(")) {
      const constant = Object.hasOwn(constants, name) ? constants[name] : undefined;
      if (constant === undefined) throw new ExpressionError(`There is no constant named ${name}`);
      return constant;
    }
    const called = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (!called)
      throw new ExpressionError(
        `There is no function named ${name}. There are: ${Object.keys(functions).join(", ")}`,
      );
    const args = [this.#sum(0)];
    while (this.#take(",")) args.push(this.#sum(0));
    this.#close();
    if (called.arity !== "any" && called.arity !== args.length)
      throw new ExpressionError(`${name} takes ${called.arity} arguments, not ${args.length}`);
    return called.of(args);
  }

  #close(): void {
    if (!this.#take(")")) throw this.#unexpected();
  }

  #nested<T>(parse: () => T): T {
    if (++this.#depth > deepest) throw new ExpressionError("The expression is nested too deeply");
    const value = parse();
    this.#depth--;
    return value;
  }

  #unexpected(): ExpressionError {
    const token = this.#next;
    return new ExpressionError(
      token ? `Unexpected ${token.text} at position ${token.at + 1}` : "The expression ends too early",
    );
  }
}

/** `1.25e3` as a fraction. */
function decimal(text: string): Exact {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e");
  const [whole = "", decimals = ""] = mantissa.split(".");
  const power10 = Number(exponent) - decimals.length;
  if (Math.abs(power10) > 400) return Number(text);
  const digits = BigInt(whole + decimals || "0");
  return power10 >= 0 ? exact(digits * 10n ** BigInt(power10)) : exact(digits, 10n ** BigInt(-power10));
}
