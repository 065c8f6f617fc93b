import { choice, nothing, optional, printed, repeat, rule, sequence, type Expression } from "./expression.ts";
import { findEndless, findLeftRecursion } from "./rule-checks.ts";
import { unsupported } from "./schema-error.ts";

/** llama.cpp refuses 2,000 repetitions; its work before the first token grows with their number. */
const mostRepetitions = 1000;
/** Of all rules together: llama.cpp writes repetitions out. */
const mostSize = 100_000;

/** The named rules of one grammar. Equal rules are one. */
export class GrammarRules {
  readonly #rules = new Map<string, { readonly expression: Expression; readonly path: string }>();
  readonly #names = new Map<string, string>();
  readonly #prefix: string;
  #declared = 0;
  #size = 0;

  /** @param prefix of the rules' names, where a grammar joins the rules of several */
  constructor(prefix = "") {
    this.#prefix = prefix;
  }

  /** A new name for a rule that is defined later; its users may come first. */
  declare(kind: string): string {
    return `${this.#prefix}${kind}-${++this.#declared}`;
  }

  define(name: string, expression: Expression, path: string): void {
    this.#count(expression, path);
    this.#rules.set(name, { expression, path });
  }

  /** A rule with a fixed name, which is defined where it is used first. */
  once(name: string, make: () => Expression): Expression {
    const fullName = this.#prefix + name;
    if (!this.#rules.has(fullName)) {
      this.#rules.set(fullName, { expression: nothing, path: "" });
      this.define(fullName, make(), "");
    }
    return rule(fullName);
  }

  /** A reference to a rule with this expression. */
  add(kind: string, expression: Expression, path: string): Expression {
    if (expression.type === "rule" || expression === nothing) {
      return expression;
    }
    const key = printed(expression);
    const known = this.#names.get(key);
    if (known !== undefined) {
      return rule(known);
    }
    const name = this.declare(kind);
    this.#names.set(key, name);
    this.define(name, expression, path);
    return rule(name);
  }

  /** A repetition of any number of times. */
  repeat(item: Expression, least: number, most: number | null, path: string): Expression {
    const one = item.type === "characters" ? item : this.add("item", item, path);
    if (most === null) {
      return sequence(this.#times(one, least, path), repeat(one, 0, null));
    }
    return sequence(this.#times(one, least, path), this.#upTo(one, most - least, path));
  }

  #times(item: Expression, times: number, path: string): Expression {
    if (times <= mostRepetitions) {
      return times === 0 ? nothing : repeat(item, times, times);
    }
    const many = this.add("many", repeat(item, mostRepetitions, mostRepetitions), path);
    return sequence(
      this.#times(many, Math.floor(times / mostRepetitions), path),
      this.#times(item, times % mostRepetitions, path),
    );
  }

  #upTo(item: Expression, times: number, path: string): Expression {
    if (times <= mostRepetitions) {
      return times === 0 ? nothing : times === 1 ? optional(item) : repeat(item, 0, times);
    }
    const many = this.add("many", repeat(item, mostRepetitions, mostRepetitions), path);
    const whole = Math.floor(times / mostRepetitions);
    return choice(
      sequence(this.#upTo(many, whole - 1, path), repeat(item, 0, mostRepetitions - 1)),
      sequence(this.#times(many, whole, path), this.#upTo(item, times % mostRepetitions, path)),
    );
  }

  /**
   * All rules.
   * @throws AppError `schema-unsupported`: some value would never end
   */
  finish(): ReadonlyMap<string, Expression> {
    const rules = new Map(Array.from(this.#rules, ([name, { expression }]) => [name, expression]));
    const wrong = findLeftRecursion(rules) ?? findEndless(rules);
    if (wrong !== null) {
      throw unsupported(this.#rules.get(wrong)?.path ?? "", "$ref");
    }
    return rules;
  }

  #count(expression: Expression, path: string): void {
    this.#size += sizeOf(expression);
    if (this.#size > mostSize) {
      throw unsupported(path, "size");
    }
  }
}

/** About how many elements llama.cpp makes of it. */
function sizeOf(expression: Expression): number {
  switch (expression.type) {
    case "text":
      return 1 + expression.text.length;
    case "characters":
      return 1 + expression.ranges.length;
    case "sequence":
      return expression.items.reduce((sum, item) => sum + sizeOf(item), 1);
    case "choice":
      return expression.options.reduce((sum, option) => sum + sizeOf(option), 1);
    case "repeat":
      return 1 + sizeOf(expression.item) * Math.max(expression.least, expression.most ?? 1);
    case "rule":
    case "token":
      return 1;
  }
}
