import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import type { JsonObject } from "../../shared/chat/message-part.ts";
import type { JsonSchema } from "../../shared/inference/generate-options.ts";

export type CheckedArguments =
  | { readonly isValid: true; readonly args: JsonObject }
  /** In English, for the model. */
  | { readonly isValid: false; readonly problem: string };

/**
 * Checks arguments against the schema of their tool. Where they fit after numbers and booleans written as
 * text were converted, they are converted: models on servers make this mistake. A schema that can't be
 * compiled checks nothing; its tool has to.
 */
export function checkArguments(args: JsonObject, schema: JsonSchema): CheckedArguments {
  const validators = validatorsFor(schema);
  if (!validators || validators.strict(args)) return { isValid: true, args };
  const problem = (validators.strict.errors ?? []).map(describe).join("; ");
  const converted = structuredClone(withoutNull(args));
  return validators.converting(converted)
    ? { isValid: true, args: converted }
    : { isValid: false, problem: problem || "The arguments do not fit the tool's schema" };
}

interface Validators {
  readonly strict: ValidateFunction;
  readonly converting: ValidateFunction;
}

/** By the object of the schema, which a tool keeps. */
const known = new WeakMap<JsonSchema, Validators | null>();

function validatorsFor(schema: JsonSchema): Validators | null {
  const found = known.get(schema);
  if (found !== undefined) return found;
  const validators = compile(schema);
  known.set(schema, validators);
  return validators;
}

function compile({ $schema: _, $id: _id, ...schema }: JsonSchema): Validators | null {
  // Schemas are written by others: unknown keywords and formats are no error.
  const options = { strict: false, validateFormats: false, allErrors: true, logger: false } as const;
  try {
    return {
      strict: new Ajv2020(options).compile(schema),
      converting: new Ajv2020({ ...options, coerceTypes: true }).compile(schema),
    };
  } catch {
    return null;
  }
}

/** An optional argument that is null is meant to be absent; converted, it would become a value. */
function withoutNull(args: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== null));
}

function describe({ instancePath, message = "is not valid", params }: ErrorObject): string {
  const place = instancePath === "" ? "the arguments" : instancePath.slice(1).replaceAll("/", ".");
  const allowed: unknown = params["allowedValues"];
  const extra: unknown = params["additionalProperty"];
  if (Array.isArray(allowed))
    return `${place} ${message}: ${allowed.map((value) => JSON.stringify(value)).join(", ")}`;
  return typeof extra === "string" ? `${place} ${message}: ${extra}` : `${place} ${message}`;
}
