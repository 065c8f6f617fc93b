import type { z } from "zod";
import { ApiError } from "../api-error.ts";

/**
 * @param at where the value is in the body; blank: it is the body
 * @throws ApiError `invalid_request_error`, which names the first field that is wrong and what is
 */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown, at = ""): z.infer<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const { path, message } = deepest(parsed.error.issues);
  const param = [...(at === "" ? [] : [at]), ...path].join(".");
  throw new ApiError(
    "invalid_request_error",
    param === "" ? message : `${param}: ${message}`,
    param === "" ? {} : { param },
  );
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Of a union, the issue that is found furthest inside is the one that its author can do something about. */
function deepest(issues: readonly z.core.$ZodIssue[]): Issue {
  const [first] = issues;
  if (first === undefined) return { path: [], message: "The body is not valid" };
  if (first.code !== "invalid_union" || first.errors.length === 0) return first;
  const inside = first.errors.map((errors) => deepest(errors)).sort((a, b) => b.path.length - a.path.length);
  const [best] = inside;
  return best === undefined || best.path.length === 0
    ? first
    : { ...best, path: [...first.path, ...best.path] };
}
