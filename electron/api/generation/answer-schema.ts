import type { GenerateOptions, JsonSchema } from "../../../shared/inference/generate-options.ts";
import { ApiError } from "../api-error.ts";

export interface AnswerFormat {
  readonly type: string;
  readonly schema?: JsonSchema | null | undefined;
}

/**
 * The schema that an answer is bound to. Where tools may be called, the model answers in it or calls.
 * @param param the field, for errors
 * @throws ApiError `invalid_request_error`: an unknown type, or no schema
 */
export function answerSchema(
  format: AnswerFormat | null | undefined,
  param: string,
): Pick<GenerateOptions, "jsonSchema"> {
  const jsonSchema = schemaOf(format, param);
  return jsonSchema === null ? {} : { jsonSchema };
}

function schemaOf(format: AnswerFormat | null | undefined, param: string): JsonSchema | null {
  switch (format?.type) {
    case undefined:
    case "text":
      return null;
    case "json_object":
      return format.schema ?? { type: "object" };
    case "json_schema":
      if (format.schema) return format.schema;
      throw new ApiError("invalid_request_error", `The schema of ${param} is missing.`, { param });
    default:
      throw new ApiError("invalid_request_error", `${param}.type must be text, json_object or json_schema.`, {
        param: `${param}.type`,
      });
  }
}
