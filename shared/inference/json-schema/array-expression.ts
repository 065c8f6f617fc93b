import { choice, nothing, optional, sequence, text, type Expression } from "./expression.ts";
import type { GrammarRules } from "./grammar-rules.ts";
import type { ValueSyntax } from "./value-syntax.ts";

export interface ArrayForm {
  /** The first items, each with an expression of its own. */
  readonly prefix: readonly Expression[];
  /** All later ones; null: there are none. */
  readonly item: Expression | null;
  readonly least: number;
  /** Null: any number. */
  readonly most: number | null;
}

/** Null: no array has these numbers of items. */
export function arrayExpression(
  form: ArrayForm,
  syntax: ValueSyntax,
  rules: GrammarRules,
  path: string,
): Expression | null {
  const { item, least } = form;
  const prefix = form.prefix.slice(0, form.most ?? undefined);
  const most = item === null ? prefix.length : form.most;
  if (most !== null && least > most) {
    return null;
  }
  const blank = rules.add("space", syntax.blank, path);
  const comma = sequence(text(","), blank);
  const countAfter = (number: number) => Math.max(0, number - Math.max(1, prefix.length));
  // After at least one item.
  let rest = blank;
  if (item !== null && most !== prefix.length) {
    const next = sequence(comma, item);
    rest = sequence(
      rules.repeat(next, countAfter(least), most === null ? null : countAfter(most), path),
      blank,
    );
  }
  for (let place = prefix.length - 1; place >= 1; place--) {
    const next = sequence(comma, prefix[place] ?? nothing, rules.add("rest", rest, path));
    rest = place < least ? next : choice(next, blank);
  }
  const first = prefix[0] ?? item;
  const filled = first === null || most === 0 ? nothing : sequence(first, rest);
  return sequence(text("["), blank, least === 0 ? optional(filled) : filled, text("]"));
}
