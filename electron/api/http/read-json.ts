import type { IncomingMessage } from "node:http";
import { ApiError } from "../api-error.ts";
import type { BodyBudget } from "./body-budget.ts";

/** Deeper values are refused: they would overflow the stack of whatever walks them. */
const deepest = 100;

/**
 * The JSON body of a request; an empty one is an empty object.
 * @throws ApiError `invalid_request_error`: too large, no UTF-8, no JSON, or nested too deeply
 */
export async function readJson(request: IncomingMessage, budget: BodyBudget): Promise<unknown> {
  if ((request.headers["content-encoding"] ?? "identity") !== "identity")
    throw new ApiError("invalid_request_error", "Send the body without Content-Encoding.", { status: 415 });
  const bytes = await budget.read(request);
  if (bytes.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (thrown) {
    const reason =
      thrown instanceof SyntaxError
        ? thrown.message.replace(/"(?:[^"\\]|\\.)*"\.*/g, "…")
        : "it is not UTF-8";
    throw new ApiError("invalid_request_error", `The body is not valid JSON: ${reason}`);
  }
  if (isTooDeep(value))
    throw new ApiError("invalid_request_error", `The body is nested more than ${deepest} levels deep.`);
  return value;
}

function isTooDeep(root: unknown): boolean {
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true;
    level = level.flatMap((value) =>
      typeof value === "object" && value !== null ? (Object.values(value) as unknown[]) : [],
    );
  }
  return false;
}
