import { resolveReference } from "../../inference/json-schema/local-reference.ts";
import { isEqual, listOf, mergeSchemas } from "../../inference/json-schema/merge-schemas.ts";
import {
  impliedTypes,
  isSchemaObject,
  type JsonType,
  type Schema,
} from "../../inference/json-schema/schema-object.ts";
import { schemaNotes, typeInWords } from "./schema-notes.ts";

/** What Gemma's template can write of a schema. Anything else is said in the description. */
export interface PlainSchema {
  readonly type: Exclude<JsonType, "null">;
  /** May be blank. */
  readonly description: string;
  /** Of strings only: the template drops other ones. */
  readonly enum?: readonly string[];
  readonly nullable?: true;
  readonly items?: PlainSchema;
  /** Of objects; in the template's order. */
  readonly properties?: readonly (readonly [name: string, schema: PlainSchema])[];
  readonly required?: readonly string[];
}

/**
 * The template fails for properties without a type, with several types, and with `$ref` or `anyOf`, and it
 * silently drops limits, defaults and enums of numbers.
 */
export function plainSchema(root: Schema): PlainSchema {
  return new PlainSchemaReader(root).read(root);
}

/** Of objects within objects; deeper ones are named only. */
const mostDepth = 8;
const mostVisits = 2000;

class PlainSchemaReader {
  readonly #root: Schema;
  readonly #open: string[] = [];
  #depth = 0;
  #visits = 0;

  constructor(root: Schema) {
    this.#root = root;
  }

  read(given: unknown): PlainSchema {
    if (++this.#visits > mostVisits || this.#depth > mostDepth) return { type: "object", description: "" };
    this.#depth++;
    const { schema, references } = this.#resolved(isSchemaObject(given) ? given : {});
    const plain =
      schema === null
        ? { type: "object" as const, description: `As in ${references.at(-1) ?? "its parent"}.` }
        : this.#written(schema);
    this.#open.length -= references.length;
    this.#depth--;
    return plain;
  }

  #written(whole: Schema): PlainSchema {
    const { schema, alternatives, isNullable } = withoutUnion(whole);
    const strings = stringEnum(schema);
    const [type = "string", ...others] = typesIn(schema, strings);
    const notes = schemaNotes(schema, {
      otherTypes: [
        ...others,
        ...alternatives.map((other) => typeInWords(this.#resolved(other, false).schema ?? {})),
      ],
      hasEnum: strings !== null,
    });
    const text = [described(schema), ...notes].filter((line) => line !== "").join(" ");
    return {
      type,
      description: text,
      ...(strings !== null && { enum: strings }),
      ...(isNullable && { nullable: true as const }),
      ...(type === "array" && this.#items(schema)),
      ...(type === "object" && this.#properties(schema)),
    };
  }

  #items({ items, prefixItems }: Schema): Pick<PlainSchema, "items"> {
    const first = Array.isArray(items) ? (items[0] as unknown) : (items ?? listOf(prefixItems)[0]);
    return isSchemaObject(first) ? { items: this.read(first) } : {};
  }

  #properties({ properties, required }: Schema): Pick<PlainSchema, "properties" | "required"> {
    const declared = isSchemaObject(properties) ? properties : {};
    const names = listOf(required).filter((name) => typeof name === "string");
    const known = Object.entries(declared).filter(([, schema]) => schema !== false);
    return {
      properties: known.map(([name, schema]) => [name, this.read(schema)] as const),
      ...(names.length > 0 && { required: names }),
    };
  }

  /** null: it refers to a schema that it is part of. Its references are open until the caller closes them. */
  #resolved(
    given: Schema,
    opens = true,
  ): { readonly schema: Schema | null; readonly references: readonly string[] } {
    const references: string[] = [];
    let schema = given;
    for (let steps = 0; steps < mostReferences; steps++) {
      const { $ref, allOf } = schema;
      if (typeof $ref === "string") {
        if (this.#open.includes($ref)) return { schema: null, references };
        if (opens) {
          this.#open.push($ref);
          references.push($ref);
        }
        schema = this.#merge(without(schema, "$ref"), this.#target($ref));
      } else if (Array.isArray(allOf)) {
        const parts = allOf.filter(isSchemaObject);
        schema = parts.reduce((merged, part) => this.#merge(merged, part), without(schema, "allOf"));
      } else {
        break;
      }
    }
    return { schema, references };
  }

  #target(reference: string): Schema {
    try {
      const target = resolveReference(this.#root, reference, "");
      return isSchemaObject(target) ? target : {};
    } catch {
      return {};
    }
  }

  #merge(schema: Schema, part: Schema): Schema {
    try {
      return mergeSchemas(schema, part, "");
    } catch {
      return { ...part, ...schema };
    }
  }
}

const mostReferences = 20;

/** The first alternative in place of `anyOf` and `oneOf`, and the other ones. */
function withoutUnion(schema: Schema): {
  readonly schema: Schema;
  readonly alternatives: readonly Schema[];
  readonly isNullable: boolean;
} {
  const types = listOf(schema.type);
  const all = [...listOf(schema.anyOf), ...listOf(schema.oneOf)].filter(isSchemaObject);
  const options = all.filter((option) => !isEqual(option.type, "null"));
  const isNullable = schema.nullable === true || types.includes("null") || options.length < all.length;
  const [first, ...alternatives] = asOneEnum(options) ?? options;
  if (first === undefined) return { schema, alternatives: [], isNullable };
  const rest = without(schema, "anyOf", "oneOf");
  const description = [described(rest), described(first)].filter((text) => text !== "").join(" ");
  return { schema: { ...first, ...rest, description }, alternatives, isNullable };
}

/** Alternatives that are constant strings, as TypeBox writes enums. */
function asOneEnum(options: readonly Schema[]): readonly Schema[] | null {
  if (options.length < 2) return null;
  const values = options.map((option) => stringEnum(option));
  const all = values.flatMap((some) => some ?? []);
  return values.includes(null) ? null : [{ type: "string", enum: all }];
}

function stringEnum(schema: Schema): readonly string[] | null {
  const values = typeof schema.const === "string" ? [schema.const] : listOf(schema.enum);
  const strings = values.filter((value) => typeof value === "string");
  const isString = strings.length > 0 && values.every((value) => typeof value === "string" || value === null);
  return isString ? strings : null;
}

function typesIn(schema: Schema, strings: readonly string[] | null): readonly PlainSchema["type"][] {
  const named = (Array.isArray(schema.type) ? schema.type : [schema.type]).filter(isPlainType);
  if (named.length > 0) return named;
  if (strings !== null) return ["string"];
  const implied = impliedTypes(schema).filter(isPlainType);
  if (implied.length > 0) return implied.slice(0, 1);
  const [value] = [...listOf(schema.enum), schema.const, schema["default"]].filter(
    (one) => one !== undefined,
  );
  const type = Array.isArray(value) ? "array" : typeof value;
  return isPlainType(type) && value !== null ? [type] : ["string"];
}

const isPlainType = (type: unknown): type is PlainSchema["type"] =>
  ["string", "number", "integer", "boolean", "array", "object"].includes(String(type));

function described(schema: Schema): string {
  const { description, title } = schema as Readonly<Record<"description" | "title", unknown>>;
  const text = typeof description === "string" && description !== "" ? description : title;
  return typeof text === "string" ? text : "";
}

const without = (schema: Schema, ...keywords: readonly string[]): Schema =>
  Object.fromEntries(Object.entries(schema).filter(([keyword]) => !keywords.includes(keyword)));
