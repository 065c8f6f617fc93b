import { AppError, toFailure, type ErrorCode } from "../../shared/ipc/result.ts";
import { ApiError, type ApiErrorType } from "./api-error.ts";

/** The forms in which the originals report errors; `responses` is that of OpenAI, as the clients of its Responses read it. */
export type ErrorStyle = "openai" | "responses" | "anthropic";

/** The error of the API for whatever was thrown. A bug is not described to callers. */
export function apiErrorOf(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  if (!(thrown instanceof AppError))
    return new ApiError("server_error", "The request failed because of a bug in Facet; its log says more.");
  const { code, message, data } = toFailure(thrown);
  if (code === "message-too-long") {
    const { promptTokens = null, contextSizeTokens = null } = data;
    const sentence = `The prompt has ${promptTokens ?? "too many"} tokens, more than the context of ${contextSizeTokens ?? "the model"}. Send less, or load the model with a longer context.`;
    return new ApiError("exceed_context_size_error", sentence, {
      fields: { n_prompt_tokens: promptTokens, n_ctx: contextSizeTokens },
    });
  }
  if (code === "template-unusable" || (code === "engine-failed" && "leftOut" in data))
    return new ApiError("invalid_request_error", message);
  const { type, retryAfterS } = kinds[code] ?? { type: "server_error" };
  return new ApiError(type, message, retryAfterS === undefined ? {} : { retryAfterS });
}

const kinds: Partial<Record<ErrorCode, { readonly type: ApiErrorType; readonly retryAfterS?: number }>> = {
  "invalid-request": { type: "invalid_request_error" },
  "not-found": { type: "not_found_error" },
  "model-missing": { type: "not_found_error" },
  "memory-short": { type: "unavailable_error", retryAfterS: 30 },
  "media-unreadable": { type: "invalid_request_error" },
  "file-undecodable": { type: "invalid_request_error" },
  "media-too-large": { type: "invalid_request_error" },
  "media-unsupported": { type: "invalid_request_error" },
  "schema-unsupported": { type: "invalid_request_error" },
  "engine-crashed": { type: "unavailable_error", retryAfterS: 1 },
  "engine-hung": { type: "unavailable_error", retryAfterS: 1 },
  "server-offline": { type: "unavailable_error", retryAfterS: 10 },
  "server-busy": { type: "unavailable_error", retryAfterS: 10 },
  disconnected: { type: "unavailable_error", retryAfterS: 5 },
};

export function errorBody(error: ApiError, style: ErrorStyle): unknown {
  const { message, type, status, param, fields } = error;
  if (style === "anthropic")
    return { type: "error", error: { type: anthropicTypes[type], message: anthropicMessage(error) } };
  const code = (style === "responses" ? openAiCode(error) : null) ?? status;
  return { error: { message, type, code, param, ...fields } };
}

/** By OpenAI's code, agents know that their conversation has to become shorter. */
export function openAiCode({ type }: ApiError): string | null {
  return type === "exceed_context_size_error" ? "context_length_exceeded" : null;
}

/** By Anthropic's own sentence, agents know that their conversation has to become shorter. */
function anthropicMessage({ message, fields }: ApiError): string {
  const { n_prompt_tokens: tokens = null, n_ctx: limit = null } = fields;
  return tokens === null || limit === null
    ? message
    : `prompt is too long: ${tokens} tokens > ${limit} maximum`;
}

const anthropicTypes: Readonly<Record<ApiErrorType, string>> = {
  invalid_request_error: "invalid_request_error",
  authentication_error: "authentication_error",
  permission_error: "permission_error",
  not_found_error: "not_found_error",
  not_supported_error: "invalid_request_error",
  exceed_context_size_error: "invalid_request_error",
  unavailable_error: "overloaded_error",
  server_error: "api_error",
};
