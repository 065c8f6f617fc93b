import { Environment, Interpreter, type Template } from "@huggingface/jinja";

/**
 * What rendering one prompt may take. A model's template is a program from a stranger: it may loop for hours, or
 * double a list until the memory is full. Real ones take some 100 steps a message, and 20 ms for 400 messages.
 */
export interface TemplateBudget {
  /** Expressions and statements. */
  readonly steps: number;
  readonly ms: number;
  /** Entries of the lists that are made, altogether. */
  readonly entries: number;
  /** Characters of the texts that are made, altogether; one of them may have a tenth. */
  readonly characters: number;
}

const usualBudget: TemplateBudget = {
  steps: 5_000_000,
  ms: 3_000,
  entries: 10_000_000,
  characters: 200_000_000,
};

/** The template has taken more than its budget. */
export class OverBudget extends Error {}

/** How often the clock is read, in steps. */
const stepsPerLook = 1_024;

let spending: Spending | null = null;

/** @throws OverBudget; what the template throws */
export function renderWithin(
  template: Template,
  variables: Readonly<Record<string, unknown>>,
  budget: TemplateBudget = usualBudget,
): string {
  const outer = spending;
  spending = new Spending(budget);
  try {
    return template.render({ ...variables });
  } finally {
    spending = outer;
  }
}

class Spending {
  readonly #budget: TemplateBudget;
  readonly #untilMs: number;
  #steps = 0;
  #entries = 0;
  #characters = 0;

  constructor(budget: TemplateBudget) {
    this.#budget = budget;
    this.#untilMs = Date.now() + budget.ms;
  }

  step(): void {
    this.#steps += 1;
    if (this.#steps > this.#budget.steps) throw new OverBudget("it takes too many steps");
    if (this.#steps % stepsPerLook === 0 && Date.now() > this.#untilMs)
      throw new OverBudget("it takes too long");
  }

  /** Charges for a value that an expression has made. */
  made(value: unknown): void {
    if (typeof value === "string") {
      this.#characters += value.length;
      if (value.length > this.#budget.characters / 10)
        throw new OverBudget("it makes a text that is too long");
    } else if (Array.isArray(value)) {
      this.list(value.length);
    }
    if (this.#characters > this.#budget.characters) throw new OverBudget("it makes too much text");
  }

  list(entries: number): void {
    this.#entries += entries;
    if (this.#entries > this.#budget.entries) throw new OverBudget("it makes lists that are too long");
  }
}

/** As Jinja's; before it makes the list, not after, since one call could take all memory. */
function boundedRange(first: unknown, second?: unknown, third?: unknown): readonly number[] {
  const given = [first, second, third].filter((value) => typeof value === "number");
  const [start = 0, stop = 0] = given.length === 1 ? [0, given[0]] : given;
  const step = given[2] ?? 1;
  if (given.length === 0 || step === 0)
    throw new Error("range() needs one to three numbers, and a step other than 0");
  const length = Math.max(0, Math.ceil((stop - start) / step));
  // Each number becomes an object of the interpreter.
  spending?.list(8 * length);
  return Array.from({ length }, (_, index) => start + index * step);
}

function withBoundedRange(environment: Environment): Environment {
  const scope = new Environment(environment);
  scope.set("range", boundedRange);
  return scope;
}

/** Those that only read a value that is there already. */
const readers: ReadonlySet<string> = new Set(["Identifier", "MemberExpression"]);

type Evaluate = (
  this: Interpreter,
  ...parameters: Parameters<Interpreter["evaluate"]>
) => ReturnType<Interpreter["evaluate"]>;

const { evaluate } = Interpreter.prototype as { readonly evaluate: Evaluate };

/** The library has no hook for this, and its `Template` makes its own interpreter: all of them are counted. */
Interpreter.prototype.evaluate = function (statement, environment) {
  if (spending === null) return evaluate.call(this, statement, environment);
  spending.step();
  const scope = statement?.type === "Program" ? withBoundedRange(environment) : environment;
  const value = evaluate.call(this, statement, scope);
  if (statement !== undefined && !readers.has(statement.type)) spending.made(value.value);
  return value;
};
