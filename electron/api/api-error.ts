import type { ErrorData } from "../../shared/ipc/result.ts";

/** The kinds of errors of the API, as llama-server and OpenAI name them. */
export type ApiErrorType =
  | "invalid_request_error"
  | "authentication_error"
  | "permission_error"
  | "not_found_error"
  | "not_supported_error"
  | "exceed_context_size_error"
  | "unavailable_error"
  | "server_error";

const statuses: Readonly<Record<ApiErrorType, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  permission_error: 403,
  not_found_error: 404,
  not_supported_error: 501,
  exceed_context_size_error: 400,
  unavailable_error: 503,
  server_error: 500,
};

export interface ApiErrorDetails {
  readonly status?: number;
  /** The field that is wrong, such as `messages.0.content`. */
  readonly param?: string;
  readonly retryAfterS?: number;
  /** Further fields of the error object. */
  readonly fields?: ErrorData;
}

/** A refusal in the API's own form. The message is for developers: what is wrong, and what to do. */
export class ApiError extends Error {
  readonly type: ApiErrorType;
  readonly status: number;
  readonly param: string | null;
  readonly retryAfterS: number | null;
  readonly fields: ErrorData;

  constructor(type: ApiErrorType, message: string, details: ApiErrorDetails = {}) {
    super(message);
    this.name = "ApiError";
    this.type = type;
    this.status = details.status ?? statuses[type];
    this.param = details.param ?? null;
    this.retryAfterS = details.retryAfterS ?? null;
    this.fields = details.fields ?? {};
  }
}
