import type { JsonSchema } from "../generate-options.ts";
import { printed, type Expression } from "./expression.ts";
import { Translator } from "./translator.ts";

/**
 * A grammar in llama.cpp's language (GBNF, starting with `root`) of the JSON values that fit a schema.
 *
 * It may leave out values that fit: properties come in the declared order, objects with declared properties
 * have no others unless `additionalProperties` says so, and numbers have at most 15 digits before and after
 * the point.
 *
 * @throws AppError `schema-unsupported` {path, keyword}: a rule that no grammar can hold, or a schema that is
 * too large
 */
export function grammarOf(schema: JsonSchema): string {
  return Array.from(schemaRules(schema), ([name, rule]) => `${name} ::= ${printed(rule)}\n`).join("");
}

/** The same as rules by name. */
export const schemaRules = (schema: JsonSchema): ReadonlyMap<string, Expression> =>
  new Translator(schema).rules();
