import type { Expression } from "./expression.ts";
import { number } from "./json-text.ts";
import { integersBetween, numbersBetween, type Bound } from "./number-range.ts";
import { unsupported } from "./schema-error.ts";
import type { Schema } from "./schema-object.ts";

/** @throws AppError `schema-unsupported`: bounds that are no integers, or between which there is no number */
export function numberExpression(schema: Schema, isInteger: boolean, path: string): Expression {
  const { multipleOf } = schema;
  if (multipleOf !== undefined && multipleOf !== 1) {
    throw unsupported(path, "multipleOf");
  }
  const isWhole = isInteger || multipleOf === 1;
  const least = boundOf(schema, "minimum", "exclusiveMinimum", Math.max, path);
  const most = boundOf(schema, "maximum", "exclusiveMaximum", Math.min, path);
  if (!isWhole && least === null && most === null) {
    return number;
  }
  const fractional = [least, most].findIndex((bound) => bound !== null && !Number.isSafeInteger(bound.value));
  if (!isWhole && fractional >= 0) {
    throw unsupported(path, fractional === 0 ? "minimum" : "maximum");
  }
  const between = isWhole ? integersBetween(least, most) : numbersBetween(least, most);
  if (between === null) {
    throw unsupported(path, "minimum");
  }
  return between;
}

/** The tighter of an inclusive and an exclusive bound. */
function boundOf(
  schema: Schema,
  inclusive: string,
  exclusive: string,
  tighter: (a: number, b: number) => number,
  path: string,
): Bound | null {
  const value = schema[inclusive];
  // In old drafts, exclusive is a flag.
  const limit = schema[exclusive] === true ? value : schema[exclusive];
  for (const [keyword, bound] of [
    [inclusive, value],
    [exclusive, limit],
  ] as const) {
    if (bound !== undefined && bound !== false && typeof bound !== "number") throw unsupported(path, keyword);
  }
  if (typeof limit === "number" && (typeof value !== "number" || tighter(limit, value) === limit)) {
    return { value: limit, isExclusive: true };
  }
  return typeof value === "number" ? { value, isExclusive: false } : null;
}
