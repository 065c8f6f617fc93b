import { unsupported } from "./schema-error.ts";
import type { Schema } from "./schema-object.ts";

/**
 * A reference within the same schema, such as `#/$defs/name`.
 * @throws AppError `schema-unsupported`: another one
 */
export function referenceOf({ $ref }: Schema, path: string): string {
  if (typeof $ref === "string" && /^#(?:\/|$)/.test($ref)) return $ref;
  throw unsupported(path, "$ref");
}

/** What a reference points at. @throws AppError `schema-unsupported`: nothing */
export function resolveReference(root: Schema, reference: string, path: string): unknown {
  let value: unknown = root;
  for (const part of reference.split("/").slice(1)) {
    const name = decoded(part).replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) {
      throw unsupported(path, "$ref");
    }
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
