import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import type { JsonObject } from "../chat/message-part.ts";
import type { ToolDeclaration } from "./tool-declaration.ts";

/**
 * Checks what a grammar could not hold of a declaration, such as patterns, or what no grammar held at all.
 * For services: the validators are compiled with `eval`.
 * @returns what is wrong, for the model; null: nothing, or the schema itself cannot be used
 */
export function checkArguments({ parameters }: ToolDeclaration, args: JsonObject): string | null {
  const validate = validatorOf({ ...parameters, type: "object" });
  if (validate === null || validate(args)) return null;
  const problems = (validate.errors ?? []).slice(0, mostProblems).map(describe);
  return `The arguments do not fit the declaration of the tool: ${[...new Set(problems)].join("; ")}.`;
}

const mostProblems = 5;

/** null: the schema is invalid, or refers to what is not part of it. */
function validatorOf(schema: ToolDeclaration["parameters"]): ValidateFunction | null {
  const key = JSON.stringify(schema);
  const known = validators.get(key);
  if (known !== undefined) return known;
  const validate = compile(schema);
  validators.set(key, validate);
  if (validators.size > mostKept) validators.delete(validators.keys().next().value ?? "");
  return validate;
}

const validators = new Map<string, ValidateFunction | null>();
const mostKept = 200;

function compile({ $id: _, $schema: __, ...schema }: ToolDeclaration["parameters"]): ValidateFunction | null {
  try {
    // An instance of its own: schemas of several tools may have the same identifiers.
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true, logger: false });
    return ajv.compile(schema);
  } catch {
    return null;
  }
}

function describe({ instancePath, message = "is wrong", params }: ErrorObject): string {
  const place = instancePath === "" ? "the arguments" : instancePath.slice(1).replaceAll("/", ".");
  const { additionalProperty, allowedValues } = params as Readonly<Record<string, unknown>>;
  const more =
    typeof additionalProperty === "string"
      ? ` (${additionalProperty})`
      : Array.isArray(allowedValues)
        ? ` (${allowedValues.map((value) => JSON.stringify(value)).join(", ")})`
        : "";
  return `${place} ${message}${more}`;
}
