import type { ToolDeclaration } from "../../inference/tool-declaration.ts";
import type { MaskText, TemplateTools } from "../prompt-template.ts";
import { plainSchema, type PlainSchema } from "./plain-schema.ts";
import { compareNames } from "./value-syntax.ts";

/**
 * Tools as Gemma's templates expect them. Names of properties are hidden from the template too: some versions
 * drop properties that are called like a keyword of JSON Schema.
 */
export const declaredTools =
  (tools: readonly ToolDeclaration[]): TemplateTools =>
  (mask) =>
    tools.map(({ name, description, parameters }) => ({
      type: "function",
      function: {
        name: mask(name),
        description: mask(description),
        parameters: schemaOf({ ...plainSchema(parameters), type: "object" }, mask),
      },
    }));

function schemaOf(schema: PlainSchema, mask: MaskText): Readonly<Record<string, unknown>> {
  const { type, description, nullable, items, required } = schema;
  // The template sorts by name, and masks are in the order in which they are made.
  const properties = schema.properties?.toSorted(([a], [b]) => compareNames(a, b));
  return {
    type,
    ...(description !== "" && { description: mask(description) }),
    ...(schema.enum !== undefined && { enum: schema.enum.map((value) => mask(value)) }),
    ...(nullable && { nullable }),
    ...(items !== undefined && { items: schemaOf(items, mask) }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(properties.map(([name, value]) => [mask(name), schemaOf(value, mask)])),
    }),
    ...(required !== undefined && { required: required.map((name) => mask(name)) }),
  };
}
