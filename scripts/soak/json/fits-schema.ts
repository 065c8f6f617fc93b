import type { JsonSchema } from "../../../shared/inference/generate-options.ts";

/**
 * Whether a value fits a schema, as strictly as the grammar generates it: all named properties and no others.
 * Supports the parts of JSON Schema that tasks use.
 */
export function fitsSchema(value: unknown, schema: JsonSchema): boolean {
  const { oneOf, type, properties, items, minLength = 0, maxLength, maxItems } = schema;
  if (Array.isArray(oneOf)) return oneOf.some((form) => isObject(form) && fitsSchema(value, form));
  switch (type) {
    case "string": {
      if (typeof value !== "string") return false;
      const length = lengthToGrammar(value);
      return length >= Number(minLength) && (maxLength === undefined || length <= Number(maxLength));
    }
    case "number":
      return typeof value === "number";
    case "array":
      return (
        Array.isArray(value) &&
        (maxItems === undefined || value.length <= Number(maxItems)) &&
        value.every((item) => isObject(items) && fitsSchema(item, items))
      );
    case "object": {
      if (!isObject(value) || !isObject(properties)) return false;
      const names = Object.keys(properties);
      return (
        Object.keys(value).join() === names.join() &&
        names.every((name) => isObject(properties[name]) && fitsSchema(value[name], properties[name]))
      );
    }
    default:
      throw new Error(`Unsupported schema: ${JSON.stringify(schema)}`);
  }
}

/**
 * The length in characters as the grammar counts them: JavaScript counts some twice. Random weights generate
 * bytes that are not valid UTF-8, up to four of which are one character to the grammar and a replacement
 * character each to JavaScript.
 */
function lengthToGrammar(text: string): number {
  return Array.from(text.replaceAll(/\ufffd{1,4}/g, "?")).length;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
