import type { JsonSchema } from "../../../shared/inference/generate-options.ts";

/**
 * Whether a value is of the form that a schema gives, as strictly as the grammar writes it: every property that is named, and
 * none else. For the parts of JSON Schema that tasks use.
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
      throw new Error(`Not a form that is known here: ${JSON.stringify(schema)}`);
  }
}

/**
 * In characters; JavaScript counts some twice. Random weights write bytes that are no text, up to four of which are one
 * character to the grammar and a question mark each to us.
 */
function lengthToGrammar(text: string): number {
  return Array.from(text.replaceAll(/\ufffd{1,4}/g, "?")).length;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
