import type { IncomingMessage } from "node:http";
import { ApiError } from "../api-error.ts";
import type { BodyBudget } from "./body-budget.ts";

/**
 * The fields and files of a `multipart/form-data` body.
 * @throws ApiError `invalid_request_error`: too large, or no such form
 */
export async function readForm(request: IncomingMessage, budget: BodyBudget): Promise<FormData> {
  const type = request.headers["content-type"] ?? "";
  if (!/^multipart\/form-data\b/i.test(type)) throw noForm();
  const bytes = await budget.read(request);
  try {
    return await new Response(Uint8Array.from(bytes), { headers: { "content-type": type } }).formData();
  } catch {
    throw noForm();
  }
}

function noForm(): ApiError {
  return new ApiError("invalid_request_error", "Send the request as a form (multipart/form-data).");
}
