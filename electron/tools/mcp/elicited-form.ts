import { z } from "zod";
import type { McpField, McpFieldInput, McpForm } from "../../../shared/tools/mcp/mcp-question.ts";

const mostFields = 30;
const mostOptions = 200;
const longestText = 10_000;

const words = (maxLength: number) => z.string().transform((text) => text.slice(0, maxLength).toWellFormed());
const common = { title: words(200).optional(), description: words(1_000).optional() };
const titled = z.array(z.object({ const: z.string().max(1_000), title: words(200) })).max(mostOptions);
const plainOptions = z.array(z.string().max(1_000)).max(mostOptions);
const length = z.number().int().min(0).max(longestText);

const fieldSchema = z.union([
  z.object({ ...common, type: z.literal("string"), oneOf: titled, default: z.string().optional() }),
  z.object({
    ...common,
    type: z.literal("string"),
    enum: plainOptions,
    enumNames: z.array(words(200)).optional(),
    default: z.string().optional(),
  }),
  z.object({
    ...common,
    type: z.literal("string"),
    format: z.enum(["email", "uri", "date", "date-time"]).optional().catch(undefined),
    minLength: length.default(0),
    maxLength: length.default(longestText),
    default: words(longestText).default(""),
  }),
  z.object({
    ...common,
    type: z.enum(["number", "integer"]),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    default: z.number().optional(),
  }),
  z.object({ ...common, type: z.literal("boolean"), default: z.boolean().default(false) }),
  z.object({
    ...common,
    type: z.literal("array"),
    items: z.union([z.object({ anyOf: titled }), z.object({ enum: plainOptions })]),
    minItems: z.number().int().min(0).default(0),
    maxItems: z.number().int().min(0).optional(),
    default: z.array(z.string()).default([]),
  }),
]);

const formSchema = z.object({
  mode: z.literal("form").optional(),
  message: words(4_000),
  requestedSchema: z.object({
    type: z.literal("object"),
    properties: z.record(z.string().min(1).max(200), fieldSchema),
    required: z.array(z.string()).default([]),
  }),
});

/** The form that a server asks the user to fill in; null: it is none that Facet shows. */
export function elicitedForm(params: unknown): McpForm | null {
  const read = formSchema.safeParse(params);
  if (!read.success) return null;
  const { message, requestedSchema } = read.data;
  const entries = Object.entries(requestedSchema.properties);
  if (entries.length > mostFields) return null;
  const fields = entries.map(([name, schema]): McpField => ({
    name,
    label: schema.title ?? name,
    hint: schema.description ?? "",
    isRequired: requestedSchema.required.includes(name),
    input: inputOf(schema),
  }));
  return { message, fields };
}

function inputOf(schema: z.infer<typeof fieldSchema>): McpFieldInput {
  switch (schema.type) {
    case "string": {
      if ("oneOf" in schema) return choice(schema.oneOf.map(optionOf), schema.default);
      if ("enum" in schema)
        return choice(
          schema.enum.map((value, place) => ({ value, label: schema.enumNames?.[place] ?? value })),
          schema.default,
        );
      const { format = null, minLength, maxLength, default: initial } = schema;
      return { type: "text", format, minLength, maxLength, initial };
    }
    case "number":
    case "integer": {
      const { minimum = null, maximum = null, default: initial = null } = schema;
      return { type: "number", isInteger: schema.type === "integer", min: minimum, max: maximum, initial };
    }
    case "boolean":
      return { type: "switch", initial: schema.default };
    case "array": {
      const { items, minItems, maxItems, default: initial } = schema;
      const options =
        "anyOf" in items ? items.anyOf.map(optionOf) : items.enum.map((value) => ({ value, label: value }));
      return {
        type: "choices",
        options,
        min: minItems,
        max: maxItems ?? options.length,
        initial: initial.filter((value) => options.some((option) => option.value === value)),
      };
    }
  }
}

const optionOf = ({ const: value, title }: z.infer<typeof titled>[number]) => ({ value, label: title });

function choice(
  options: readonly { readonly value: string; readonly label: string }[],
  initial: string | undefined,
): McpFieldInput {
  const known = options.some(({ value }) => value === initial) ? initial : undefined;
  return { type: "choice", options, initial: known ?? null };
}
