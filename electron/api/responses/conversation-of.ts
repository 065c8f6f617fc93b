import type { ApiCall } from "../api-context.ts";
import { ApiError } from "../api-error.ts";
import type { Entry } from "../prompt/entry.ts";
import { entriesOfResponses } from "./responses-entries.ts";
import type { ResponsesRequest } from "./responses-request.ts";

/**
 * The conversation of the response that a request continues, and what the request adds to it.
 * @throws ApiError 404 where that response is gone; `invalid_request_error`
 */
export function conversationOf(call: ApiCall, request: ResponsesRequest): readonly Entry[] {
  return [...entriesBefore(call, request), ...entriesOfResponses(request)];
}

function entriesBefore(
  { context }: ApiCall,
  { previous_response_id: id }: ResponsesRequest,
): readonly Entry[] {
  if (id === null || id === undefined) return [];
  const before = context.responses.find(id);
  if (before !== null) return before.entries;
  throw new ApiError(
    "not_found_error",
    "The response that this one continues is gone: they are kept in memory, the last 256. Send the whole conversation.",
    {
      param: "previous_response_id",
    },
  );
}
