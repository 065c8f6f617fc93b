import type { CharacterSet } from "./character-set.ts";
import type { Expression } from "./expression.ts";
import type { GrammarRules } from "./grammar-rules.ts";

/** How a model writes values: as JSON, or as its own calls of tools. */
export interface ValueSyntax {
  /** Between tokens. */
  readonly blank: Expression;
  readonly afterColon: Expression;
  /** Around strings. */
  readonly quote: Expression;
  /** Any one character of a string whose length is limited. */
  readonly character: Expression;
  /** Any string without its quotes, with rules of its own; null: any number of `character`. */
  readonly anyText: ((rules: GrammarRules) => Expression) | null;
  /** One character of this set, in its one usual form; null: it has none. */
  readonly characterOf: (set: CharacterSet) => Expression | null;
  /** A string without its quotes. */
  text(value: string): Expression;
  key(name: string): Expression;
  /** A property's name that is none of these. */
  otherKey(names: readonly string[]): Expression;
  /** The order in which the properties of an object are written. */
  inOrder(names: readonly string[]): readonly string[];
}
