import { AppError } from "../../ipc/result.ts";

/**
 * The error for a schema that no grammar can hold.
 * @param path a JSON pointer to the schema
 * @param keyword the one that is not supported; "size" or "depth" where the schema is too large
 */
export function unsupported(path: string, keyword: string): AppError {
  const place = path === "" ? "" : ` at ${path}`;
  return new AppError(
    "schema-unsupported",
    `The JSON schema uses ${keyword}${place}, which is not supported`,
    {
      path,
      keyword,
    },
  );
}
