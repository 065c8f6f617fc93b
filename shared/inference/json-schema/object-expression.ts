import { choice, nothing, optional, repeat, sequence, text, type Expression } from "./expression.ts";
import type { GrammarRules } from "./grammar-rules.ts";
import type { ValueSyntax } from "./value-syntax.ts";

export interface PropertyForm {
  readonly name: string;
  readonly value: Expression;
  readonly isRequired: boolean;
}

/** Properties with other names than the declared ones. */
export interface AdditionalForm {
  readonly key: Expression;
  readonly value: Expression;
}

/**
 * An object with its properties in this order, any of the optional ones left out, and additional ones last.
 */
export function objectExpression(
  properties: readonly PropertyForm[],
  additional: AdditionalForm | null,
  syntax: ValueSyntax,
  rules: GrammarRules,
  path: string,
): Expression {
  const blank = rules.add("space", syntax.blank, path);
  const comma = sequence(text(","), blank);
  const pair = (key: Expression, value: Expression) => sequence(key, text(":"), syntax.afterColon, value);
  const more = additional && rules.add("pair", pair(additional.key, additional.value), path);
  // What can follow a property, and what can come first: from the last property to the first.
  let after =
    more === null ? blank : sequence(repeat(rules.add("more", sequence(comma, more), path), 0, null), blank);
  let first = more === null ? nothing : optional(rules.add("first", sequence(more, after), path));
  for (const { name, value, isRequired } of properties.toReversed()) {
    const written = pair(syntax.key(name), value);
    const rest = rules.add("rest", after, path);
    const withRest = sequence(written, rest);
    first = isRequired ? withRest : choice(withRest, first);
    const next = sequence(comma, withRest);
    after = isRequired ? next : choice(next, rest);
  }
  return sequence(text("{"), blank, first, text("}"));
}
