import { sequence, type Expression } from "./expression.ts";
import type { GrammarRules } from "./grammar-rules.ts";
import { quote, stringCharacter } from "./json-text.ts";
import { patternExpression } from "./pattern.ts";
import { unsupported } from "./schema-error.ts";
import { countOf, type Schema } from "./schema-object.ts";
import { stringFormats } from "./string-formats.ts";

/**
 * @throws AppError `schema-unsupported`: a pattern or format without a grammar, or more than one rule at once
 */
export function stringExpression(schema: Schema, rules: GrammarRules, path: string): Expression {
  const { pattern, format } = schema;
  const least = countOf(schema, "minLength", path) ?? 0;
  const most = countOf(schema, "maxLength", path);
  const hasLength = least > 0 || most !== null;
  if (pattern !== undefined) {
    if (hasLength || format !== undefined) {
      throw unsupported(path, hasLength ? "minLength" : "format");
    }
    return sequence(quote, patternOf(pattern, rules, path), quote);
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
  const character = rules.add("character", stringCharacter, path);
  return rules.add("string", sequence(quote, rules.repeat(character, least, most, path), quote), path);
}

function patternOf(pattern: unknown, rules: GrammarRules, path: string): Expression {
  const repeated = (item: Expression, least: number, most: number | null) => {
    if (most !== null && least > most) throw unsupported(path, "pattern");
    return rules.repeat(item, least, most, path);
  };
  const expression = typeof pattern === "string" ? patternExpression(pattern, repeated) : null;
  if (expression === null) {
    throw unsupported(path, "pattern");
  }
  return expression;
}
