import type { JsonSchema } from "../../../shared/inference/generate-options.ts";

const mostCharacters = 40_000;
const deepest = 24;
/** Servers state dates as patterns and the like; longer ones are of no use to a model. */
const longestPattern = 200;

/**
 * The schema of a tool's arguments as it can be declared and checked. Patterns become words: the server checks
 * them itself, and one that takes exponential time would hold up all of Facet.
 * @returns null where it is no schema of an object, or too large
 */
export function plainParameters(schema: unknown): JsonSchema | null {
  if (!isObject(schema) || schema["type"] !== "object") return null;
  try {
    if (JSON.stringify(schema).length > mostCharacters) return null;
    return plain(schema, 0);
  } catch {
    // Nested too deeply for the writer of JSON, or for us.
    return null;
  }
}

/** Members whose values are not schemas but what the author named or wrote. */
const values: ReadonlySet<string> = new Set(["const", "enum", "default", "examples", "required"]);
/** Members whose values are schemas by name. */
const named: ReadonlySet<string> = new Set(["properties", "$defs", "definitions", "dependentSchemas"]);

function plain(schema: Readonly<Record<string, unknown>>, depth: number): JsonSchema {
  if (depth > deepest) throw new Error("Nested too deeply");
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === "pattern" || key === "patternProperties") continue;
    if (values.has(key)) result[key] = value;
    else if (named.has(key) && isObject(value)) result[key] = mapped(value, depth + 1);
    else result[key] = inside(value, depth + 1);
  }
  const { pattern, description } = schema;
  if (typeof pattern === "string" && pattern.length <= longestPattern) {
    const words = typeof description === "string" && description !== "" ? `${description} ` : "";
    result["description"] = `${words}(pattern: ${pattern})`;
  }
  return result;
}

function mapped(
  schemas: Readonly<Record<string, unknown>>,
  depth: number,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(schemas).map(([name, value]) => [name, inside(value, depth)]));
}

function inside(value: unknown, depth: number): unknown {
  if (Array.isArray(value)) return value.map((each) => inside(each, depth + 1));
  return isObject(value) ? plain(value, depth) : value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
