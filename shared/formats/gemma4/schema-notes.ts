import { listOf } from "../../inference/json-schema/merge-schemas.ts";
import { impliedTypes, isSchemaObject, type Schema } from "../../inference/json-schema/schema-object.ts";

/** Sentences for the model about what its template does not write of a schema. */
export function schemaNotes(
  schema: Schema,
  { otherTypes, hasEnum }: { readonly otherTypes: readonly string[]; readonly hasEnum: boolean },
): readonly string[] {
  const notes = rules.flatMap(([keyword, note]) => {
    const value = schema[keyword];
    return value === undefined || value === false ? [] : [note(written(value))];
  });
  const { additionalProperties } = schema;
  return [
    ...(otherTypes.length === 0 ? [] : [`Or ${[...new Set(otherTypes)].join(", or ")}.`]),
    ...(hasEnum ? [] : enumNote(schema)),
    ...notes,
    ...(isSchemaObject(additionalProperties)
      ? [`Other properties may be added, each ${typeInWords(additionalProperties)}.`]
      : []),
  ];
}

/** "a number", "a list of strings". */
export function typeInWords(schema: Schema): string {
  const type = Array.isArray(schema.type) ? (schema.type[0] as unknown) : schema.type;
  const name = typeof type === "string" ? type : (impliedTypes(schema)[0] ?? "");
  const { items } = schema;
  if (name === "array") {
    const plural =
      isSchemaObject(items) && typeof items.type === "string" ? plurals.get(items.type) : undefined;
    return plural === undefined ? "a list" : `a list of ${plural}`;
  }
  if (name === "object") {
    const names = isSchemaObject(schema.properties) ? Object.keys(schema.properties) : [];
    return names.length === 0 ? "an object" : `an object with ${names.slice(0, 10).join(", ")}`;
  }
  return typeWords.get(name) ?? (schema.const === undefined ? "any value" : written(schema.const));
}

const typeWords: ReadonlyMap<string, string> = new Map([
  ["string", "a string"],
  ["number", "a number"],
  ["integer", "a whole number"],
  ["boolean", "true or false"],
  ["null", "null"],
]);

const plurals: ReadonlyMap<string, string> = new Map([
  ["string", "strings"],
  ["number", "numbers"],
  ["integer", "whole numbers"],
  ["boolean", "true or false"],
  ["object", "objects"],
  ["array", "lists"],
]);

function enumNote(schema: Schema): readonly string[] {
  if (schema.const !== undefined) return [`Always ${written(schema.const)}.`];
  const values = listOf(schema.enum);
  if (values.length === 0) return [];
  const shown = values.slice(0, mostValues).map(written);
  return [`One of ${[...shown, ...(values.length > mostValues ? ["…"] : [])].join(", ")}.`];
}

const mostValues = 100;
const longestValue = 300;

function written(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

const rules: readonly (readonly [keyword: string, note: (value: string) => string])[] = [
  ["minimum", (value) => `At least ${value}.`],
  ["exclusiveMinimum", (value) => `More than ${value}.`],
  ["maximum", (value) => `At most ${value}.`],
  ["exclusiveMaximum", (value) => `Less than ${value}.`],
  ["multipleOf", (value) => `A multiple of ${value}.`],
  ["minLength", (value) => `At least ${value} characters.`],
  ["maxLength", (value) => `At most ${value} characters.`],
  ["pattern", (value) => `Matches the pattern ${value}.`],
  ["format", (value) => `Format: ${value}.`],
  ["minItems", (value) => `At least ${value} items.`],
  ["maxItems", (value) => `At most ${value} items.`],
  ["uniqueItems", () => "No item twice."],
  ["minProperties", (value) => `At least ${value} properties.`],
  ["maxProperties", (value) => `At most ${value} properties.`],
  ["default", (value) => `Default: ${value}.`],
];
