import type { JsonSchema } from "../generate-options.ts";
import { unsupported } from "./schema-error.ts";

/** A schema by its keywords, none of which is checked yet. */
export type Schema = JsonSchema & Readonly<Partial<Record<Keyword, unknown>>>;

type Keyword =
  | "$ref"
  | "allOf"
  | "anyOf"
  | "oneOf"
  | "type"
  | "nullable"
  | "enum"
  | "const"
  | "properties"
  | "required"
  | "additionalProperties"
  | "unevaluatedProperties"
  | "items"
  | "prefixItems"
  | "additionalItems"
  | "uniqueItems"
  | "pattern"
  | "format"
  | "multipleOf";

export type JsonType = "null" | "boolean" | "integer" | "number" | "string" | "array" | "object";

export const allTypes: readonly JsonType[] = ["object", "array", "string", "number", "boolean", "null"];

export function isSchemaObject(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @throws AppError `schema-unsupported`: this is no schema */
export function schemaObject(value: unknown, path: string): Schema {
  if (isSchemaObject(value)) return value;
  if (value === true) return {};
  throw unsupported(path, value === false ? "false" : "type");
}

/** The types a schema names; null: it names none. */
export function typesOf(schema: Schema, path: string): readonly JsonType[] | null {
  const { type, nullable } = schema;
  if (type === undefined) {
    return null;
  }
  const types = (Array.isArray(type) ? type : [type]).map((one): JsonType => {
    const known = [...allTypes, "integer" as const].find((name) => name === one);
    if (known === undefined) throw unsupported(path, "type");
    return known;
  });
  return nullable === true && !types.includes("null") ? [...types, "null"] : types;
}

const keywordsOf: readonly (readonly [type: JsonType, keywords: readonly string[]])[] = [
  ["object", ["properties", "required", "additionalProperties"]],
  ["array", ["items", "prefixItems", "minItems", "maxItems"]],
  ["string", ["pattern", "minLength", "maxLength", "format"]],
  ["number", ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]],
];

/** The types that the keywords of a schema without types are about; empty: any value. */
export function impliedTypes(schema: Schema): readonly JsonType[] {
  return keywordsOf.filter(([, keywords]) => keywords.some((one) => one in schema)).map(([type]) => type);
}

/** Whether a value is of one of these types. */
export function isOfType(value: unknown, types: readonly JsonType[]): boolean {
  return types.some((type) => {
    switch (type) {
      case "null":
        return value === null;
      case "array":
        return Array.isArray(value);
      case "object":
        return isSchemaObject(value);
      case "integer":
        return Number.isInteger(value);
      case "string":
      case "number":
      case "boolean":
        return typeof value === type;
    }
  });
}

/** A keyword whose value is a natural number. */
export function countOf(schema: Schema, keyword: string, path: string): number | null {
  const value = schema[keyword];
  if (value === undefined) return null;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw unsupported(path, keyword);
}

const refused = [
  "not",
  "if",
  "dependencies",
  "dependentRequired",
  "dependentSchemas",
  "propertyNames",
  "patternProperties",
  "contains",
  "unevaluatedItems",
  "$dynamicRef",
  "$recursiveRef",
];

/** @throws AppError `schema-unsupported`: for keywords that no grammar can hold; unknown ones say nothing */
export function refuseUnsupported(schema: Schema, path: string): void {
  const { uniqueItems, unevaluatedProperties, additionalProperties = false } = schema;
  const keyword = refused.find((one) => one in schema);
  if (keyword !== undefined) {
    throw unsupported(path, keyword);
  }
  if (uniqueItems === true) {
    throw unsupported(path, "uniqueItems");
  }
  const isClosed = unevaluatedProperties === false && additionalProperties === false;
  if (unevaluatedProperties !== undefined && unevaluatedProperties !== true && !isClosed) {
    throw unsupported(path, "unevaluatedProperties");
  }
}

const constraining = [
  "$ref",
  "allOf",
  "anyOf",
  "oneOf",
  "type",
  "enum",
  "const",
  "properties",
  "required",
  "additionalProperties",
  "items",
  "prefixItems",
  "minItems",
  "maxItems",
  "pattern",
  "format",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minProperties",
  "maxProperties",
];

/** Whether a schema says more than annotations do. */
export const isConstraining = (schema: Schema) => constraining.some((keyword) => keyword in schema);

/** Counts of properties that do not follow from the properties themselves have no grammar. */
export function refuseCounts(
  schema: Schema,
  named: number,
  required: number,
  isClosed: boolean,
  path: string,
) {
  if ((countOf(schema, "minProperties", path) ?? 0) > required) {
    throw unsupported(path, "minProperties");
  }
  const most = countOf(schema, "maxProperties", path);
  if (most !== null && (!isClosed || most < named)) {
    throw unsupported(path, "maxProperties");
  }
}
