import type { ErrorCode, Failure } from "../../../../shared/ipc/result.ts";

const unreachable: ReadonlySet<ErrorCode> = new Set(["hub-offline", "hub-busy", "hub-rate-limited"]);
const unusable: ReadonlySet<ErrorCode> = new Set([
  "hub-missing",
  "hub-gated",
  "hub-unexpected",
  "download-corrupt",
]);

/**
 * What went wrong with a download of packages, in place of the words for models.
 * @param fileName the file that it went wrong with
 */
export function packageFailure(failure: Failure, host: string, fileName: string): Failure {
  const { code, message } = failure;
  if (unreachable.has(code)) return { code: "packages-unreachable", message, data: { host } };
  if (unusable.has(code)) return { code: "packages-unusable", message, data: { host, fileName } };
  return failure;
}
