import { sequence, type Expression } from "./expression.ts";
import type { GrammarRules } from "./grammar-rules.ts";
import { patternExpression } from "./pattern.ts";
import { unsupported } from "./schema-error.ts";
import { countOf, type Schema } from "./schema-object.ts";
import { stringFormats } from "./string-formats.ts";
import type { ValueSyntax } from "./value-syntax.ts";

/**
 * @throws AppError `schema-unsupported`: a pattern or format without a grammar, or more than one rule at once
 */
export function stringExpression(
  schema: Schema,
  syntax: ValueSyntax,
  rules: GrammarRules,
  path: string,
): Expression {
  const { quote } = syntax;
  const { pattern, format } = schema;
  const least = countOf(schema, "minLength", path) ?? 0;
  const most = countOf(schema, "maxLength", path);
  const hasLength = least > 0 || most !== null;
  if (pattern !== undefined) {
    if (hasLength || format !== undefined) {
      throw unsupported(path, hasLength ? "minLength" : "format");
    }
    return sequence(quote, patternOf(pattern, syntax, rules, path), quote);
  }
  if (format !== undefined) {
    const form = typeof format === "string" ? stringFormats.get(format) : undefined;
    if (form === undefined || hasLength) {
      throw unsupported(path, "format");
    }
    return sequence(quote, rules.add("format", form, path), quote);
  }
  if (most !== null && least > most) {
    throw unsupported(path, "maxLength");
  }
  if (!hasLength && syntax.anyText !== null) {
    return rules.add("string", sequence(quote, syntax.anyText(rules), quote), path);
  }
  const character = rules.add("character", syntax.character, path);
  return rules.add("string", sequence(quote, rules.repeat(character, least, most, path), quote), path);
}

function patternOf(pattern: unknown, syntax: ValueSyntax, rules: GrammarRules, path: string): Expression {
  const repeated = (item: Expression, least: number, most: number | null) => {
    if (most !== null && least > most) throw unsupported(path, "pattern");
    return rules.repeat(item, least, most, path);
  };
  const expression =
    typeof pattern === "string" ? patternExpression(pattern, repeated, syntax.characterOf) : null;
  if (expression === null) {
    throw unsupported(path, "pattern");
  }
  return expression;
}
