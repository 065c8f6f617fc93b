import type { Expression } from "./expression.ts";

type Rules = ReadonlyMap<string, Expression>;

/** A rule of which no text can ever be complete; null: there is none. */
export function findEndless(rules: Rules): string | null {
  const ending = fixpoint(rules, canEnd);
  return [...rules.keys()].find((name) => !ending.has(name)) ?? null;
}

/** A rule that can begin with itself, which llama.cpp does not accept; null: there is none. */
export function findLeftRecursion(rules: Rules): string | null {
  const empty = fixpoint(rules, canBeEmpty);
  const state = new Map<string, "open" | "done">();
  const visit = (name: string): string | null => {
    const seen = state.get(name);
    if (seen !== undefined) {
      return seen === "open" ? name : null;
    }
    state.set(name, "open");
    const expression = rules.get(name);
    for (const next of expression === undefined ? [] : beginnings(expression, empty)) {
      const found = visit(next);
      if (found !== null) return found;
    }
    state.set(name, "done");
    return null;
  };
  for (const name of rules.keys()) {
    const found = visit(name);
    if (found !== null) return found;
  }
  return null;
}

export function canBeEmpty(expression: Expression, known: ReadonlySet<string>): boolean {
  switch (expression.type) {
    case "text":
      return expression.text === "";
    case "characters":
    case "token":
      return false;
    case "sequence":
      return expression.items.every((item) => canBeEmpty(item, known));
    case "choice":
      return expression.options.some((option) => canBeEmpty(option, known));
    case "repeat":
      return expression.least === 0 || canBeEmpty(expression.item, known);
    case "rule":
      return known.has(expression.name);
  }
}

function canEnd(expression: Expression, known: ReadonlySet<string>): boolean {
  switch (expression.type) {
    case "text":
    case "token":
      return true;
    case "characters":
      return expression.ranges.length > 0;
    case "sequence":
      return expression.items.every((item) => canEnd(item, known));
    case "choice":
      return expression.options.some((option) => canEnd(option, known));
    case "repeat":
      return expression.least === 0 || canEnd(expression.item, known);
    case "rule":
      return known.has(expression.name);
  }
}

/** The rules for which this holds, given that it holds for no other. */
function fixpoint(rules: Rules, holds: (expression: Expression, known: ReadonlySet<string>) => boolean) {
  const known = new Set<string>();
  for (let size = -1; size !== known.size;) {
    size = known.size;
    for (const [name, expression] of rules) {
      if (!known.has(name) && holds(expression, known)) known.add(name);
    }
  }
  return known;
}

/** The rules that the text of an expression can begin with. */
function beginnings(expression: Expression, empty: ReadonlySet<string>): readonly string[] {
  switch (expression.type) {
    case "text":
    case "characters":
    case "token":
      return [];
    case "sequence": {
      const first = expression.items.findIndex((item) => !canBeEmpty(item, empty));
      const items = first < 0 ? expression.items : expression.items.slice(0, first + 1);
      return items.flatMap((item) => beginnings(item, empty));
    }
    case "choice":
      return expression.options.flatMap((option) => beginnings(option, empty));
    case "repeat":
      return beginnings(expression.item, empty);
    case "rule":
      return [expression.name];
  }
}
