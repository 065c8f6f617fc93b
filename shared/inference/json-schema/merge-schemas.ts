import { unsupported } from "./schema-error.ts";
import { isSchemaObject, typesOf, type Schema } from "./schema-object.ts";

/**
 * What a value must fit that fits both.
 * @throws AppError `schema-unsupported`: no schema says that, or none fits
 */
export function mergeSchemas(a: Schema, b: Schema, path: string): Schema {
  const common = Object.keys(b).filter((keyword) => keyword in a);
  const merged: Schema = {
    ...b,
    ...a,
    ...Object.fromEntries(common.map((keyword) => [keyword, mergeKeyword(keyword, a, b, path)])),
  };
  const { $ref } = b;
  const hasTwo = a.$ref !== undefined && $ref !== undefined;
  return {
    ...merged,
    ...(hasTwo && { allOf: [...listOf(merged.allOf), { $ref }] }),
    ...mergeObjects(a, b, merged.required, path),
    ...mergeTypes(a, b, path),
  };
}

function mergeKeyword(keyword: string, a: Schema, b: Schema, path: string): unknown {
  const [mine, other] = [a[keyword], b[keyword]];
  switch (keyword) {
    case "allOf":
      return [...listOf(mine), ...listOf(other)];
    case "anyOf":
    case "oneOf":
      if (listOf(mine).length * listOf(other).length > mostAlternatives) throw unsupported(path, "size");
      return listOf(mine).flatMap((one) => listOf(other).map((another) => ({ allOf: [one, another] })));
    case "required":
      return [...new Set([...listOf(mine), ...listOf(other)])];
    case "enum":
      return listOf(mine).filter((value) => listOf(other).some((one) => isEqual(one, value)));
    case "items":
      return Array.isArray(mine) ? same(keyword, mine, other, path) : { allOf: [mine, other] };
    case "minimum":
    case "exclusiveMinimum":
    case "minLength":
    case "minItems":
      return typeof mine === "number" && typeof other === "number" ? Math.max(mine, other) : mine;
    case "maximum":
    case "exclusiveMaximum":
    case "maxLength":
    case "maxItems":
      return typeof mine === "number" && typeof other === "number" ? Math.min(mine, other) : mine;
    case "const":
    case "format":
    case "pattern":
    case "prefixItems":
    case "multipleOf":
      return same(keyword, mine, other, path);
    default:
      return mine;
  }
}

const mostAlternatives = 1000;

function mergeTypes(a: Schema, b: Schema, path: string): Schema {
  const [mine, others] = [typesOf(a, path), typesOf(b, path)];
  const types = mine === null || others === null ? (mine ?? others) : commonTypes(mine, others);
  if (types?.length === 0) {
    throw unsupported(path, "allOf");
  }
  return types === null ? {} : { type: types, nullable: false };
}

const commonTypes = (mine: readonly string[], others: readonly string[]) => [
  ...mine.filter((type) => others.includes(type) || (type === "integer" && others.includes("number"))),
  ...(mine.includes("number") && !mine.includes("integer")
    ? others.filter((type) => type === "integer")
    : []),
];

function mergeObjects(a: Schema, b: Schema, required: unknown, path: string): Schema {
  const names = [...new Set([a, b].flatMap((schema) => Object.keys(propertiesOf(schema))))];
  const properties: Record<string, unknown> = {};
  for (const name of names) {
    const schema = both(propertyOf(a, name), propertyOf(b, name));
    if (schema !== false) {
      properties[name] = schema;
    } else if (listOf(required).includes(name)) {
      throw unsupported(path, "additionalProperties");
    }
  }
  const additional = both(a.additionalProperties, b.additionalProperties);
  return {
    ...(a.properties !== undefined || b.properties !== undefined ? { properties } : {}),
    ...(additional !== undefined && { additionalProperties: additional }),
  };
}

const propertiesOf = ({ properties }: Schema): Schema => (isSchemaObject(properties) ? properties : {});

function propertyOf(schema: Schema, name: string): unknown {
  const properties = propertiesOf(schema);
  return Object.hasOwn(properties, name) ? properties[name] : schema.additionalProperties;
}

/** Undefined says as little as true. */
function both(a: unknown, b: unknown): unknown {
  if (a === false || b === false) return false;
  if (a === undefined || a === true || isEqual(a, b)) return b ?? a;
  return b === undefined || b === true ? a : { allOf: [a, b] };
}

function same(keyword: string, a: unknown, b: unknown, path: string): unknown {
  if (isEqual(a, b)) return a;
  throw unsupported(path, keyword);
}

export const isEqual = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
