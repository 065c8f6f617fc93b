import type { IncomingMessage } from "node:http";
import { ApiError } from "../api-error.ts";
import type { BodyBudget } from "./body-budget.ts";
import { formBoundary, parseForm, type Form } from "./parse-form.ts";

/**
 * The fields and files of a `multipart/form-data` body.
 * @throws ApiError `invalid_request_error`: too large, or no such form
 */
export async function readForm(request: IncomingMessage, budget: BodyBudget): Promise<Form> {
  if ((request.headers["content-encoding"] ?? "identity") !== "identity")
    throw new ApiError("invalid_request_error", "Send the body without Content-Encoding.", { status: 415 });
  const boundary = formBoundary(request.headers["content-type"] ?? "");
  if (boundary === null)
    throw new ApiError("invalid_request_error", "Send the request as a form (multipart/form-data).");
  const form = parseForm(await budget.read(request), boundary);
  if (form === null)
    throw new ApiError("invalid_request_error", "The form is damaged: it is not valid multipart/form-data.");
  return form;
}
