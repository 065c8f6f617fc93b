import type { Schema } from "../../../shared/inference/json-schema/schema-object.ts";

/**
 * Whether a value fits a schema, as JSON Schema defines it, but one match is enough for `oneOf`. Supports
 * what `shared/inference/json-schema` translates, and is written independently of it.
 */
export function fitsSchema(value: unknown, schema: unknown, root: unknown = schema): boolean {
  if (typeof schema === "boolean") return schema;
  if (!isObject(schema)) throw new Error(`No schema: ${JSON.stringify(schema)}`);
  const { $ref } = schema;
  const fits = (part: unknown, within: unknown = value) => fitsSchema(within, part, root);
  return (
    fitsType(value, schema) &&
    (typeof $ref !== "string" || fits(referred(root, $ref))) &&
    listOf(schema.allOf).every((part) => fits(part)) &&
    (schema.anyOf === undefined || listOf(schema.anyOf).some((part) => fits(part))) &&
    (schema.oneOf === undefined || listOf(schema.oneOf).some((part) => fits(part))) &&
    (schema.enum === undefined || listOf(schema.enum).some((one) => isEqual(one, value))) &&
    (schema.const === undefined || isEqual(schema.const, value)) &&
    (typeof value !== "string" || fitsString(value, schema)) &&
    (typeof value !== "number" || fitsNumber(value, schema)) &&
    (!Array.isArray(value) || fitsArray(value, schema, fits)) &&
    (!isObject(value) || fitsObject(value, schema, fits))
  );
}

type Fits = (part: unknown, value: unknown) => boolean;

function fitsType(value: unknown, { type, nullable }: Schema): boolean {
  if (type === undefined || (nullable === true && value === null)) return true;
  return (Array.isArray(type) ? type : [type]).some((one) => {
    if (one === "null") return value === null;
    if (one === "array") return Array.isArray(value);
    if (one === "object") return isObject(value);
    return one === "integer" ? Number.isInteger(value) : typeof value === one;
  });
}

function fitsString(value: string, { minLength = 0, maxLength = Infinity, pattern, format }: Schema) {
  const length = lengthToGrammar(value);
  return (
    length >= Number(minLength) &&
    length <= Number(maxLength) &&
    (typeof pattern !== "string" || new RegExp(pattern).test(value)) &&
    (typeof format !== "string" || fitsFormat(value, format))
  );
}

const formats: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  time: /^\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
  "date-time": /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  email: /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/,
};

function fitsFormat(value: string, format: string): boolean {
  if (formats[format]?.test(value) !== true) return false;
  if (format === "time") return !Number.isNaN(Date.parse(`2000-01-01T${value}`));
  if (!format.startsWith("date")) return true;
  // `Date` accepts 30 February as a day in March.
  const day = new Date(`${value.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(Date.parse(value)) && day.toISOString().startsWith(value.slice(0, 10));
}

function fitsNumber(value: number, schema: Schema): boolean {
  const { minimum = -Infinity, maximum = Infinity } = schema;
  const { exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = schema;
  return (
    value >= Number(minimum) &&
    value <= Number(maximum) &&
    value > Number(exclusiveMinimum) &&
    value < Number(exclusiveMaximum)
  );
}

function fitsArray(value: readonly unknown[], schema: Schema, fits: Fits): boolean {
  const { items = true, minItems = 0, maxItems = Infinity } = schema;
  const isTuple = Array.isArray(items);
  const prefix = listOf(isTuple ? items : schema.prefixItems);
  const later = isTuple ? (schema.additionalItems ?? true) : items;
  return (
    value.length >= Number(minItems) &&
    value.length <= Number(maxItems) &&
    value.every((item, place) => fits(place < prefix.length ? prefix[place] : later, item))
  );
}

function fitsObject(value: Schema, schema: Schema, fits: Fits): boolean {
  const { properties = {}, additionalProperties = true } = schema;
  const declared = isObject(properties) ? properties : {};
  return (
    listOf(schema.required).every((name) => Object.hasOwn(value, String(name))) &&
    Object.entries(value).every(([name, one]) =>
      fits(Object.hasOwn(declared, name) ? declared[name] : additionalProperties, one),
    )
  );
}

function referred(root: unknown, reference: string): unknown {
  return reference
    .split("/")
    .slice(1)
    .reduce((value, name) => (isObject(value) ? value[name] : undefined), root);
}

/**
 * The length in characters as the grammar counts them: JavaScript counts some twice. Random weights generate
 * bytes that are not valid UTF-8, up to four of which are one character to the grammar and a replacement
 * character each to JavaScript.
 */
function lengthToGrammar(text: string): number {
  return Array.from(text.replaceAll(/\ufffd{1,4}/g, "?")).length;
}

const isEqual = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function isObject(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
