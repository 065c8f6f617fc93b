import type { ApiContext } from "../api-context.ts";
import { ApiError } from "../api-error.ts";

/** @throws ApiError 503 with Retry-After where as many requests wait for the engine as may */
export function expectRoom({ metrics, limits }: Pick<ApiContext, "metrics" | "limits">): void {
  if (metrics.running < limits.requestsAtOnce) return;
  throw new ApiError("unavailable_error", "Too many requests wait for the model. Try again.", {
    retryAfterS: 5,
  });
}
