import { isSchemaObject } from "./schema-object.ts";

/**
 * The schema without the keywords that a refused one belongs to, so that it allows more values.
 * @param keyword as in the error that refused it
 */
export function relaxed(schema: unknown, keyword: string): unknown {
  if (!isSchemaObject(schema)) return {};
  const dropped = groups.find((group) => group.includes(keyword)) ?? [keyword];
  const kept = Object.entries(schema).filter(([name]) => !dropped.includes(name));
  return kept.length === Object.keys(schema).length ? {} : Object.fromEntries(kept);
}

const groups: readonly (readonly string[])[] = [
  ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  ["minLength", "maxLength", "pattern", "format"],
  ["minItems", "maxItems", "prefixItems", "additionalItems", "contains"],
  ["required", "additionalProperties"],
  ["minProperties", "maxProperties"],
  ["enum", "const"],
  ["if", "then", "else"],
  ["allOf", "anyOf", "oneOf"],
];
