import type { Failure } from "../../../../shared/ipc/result.ts";

/**
 * What went wrong with a download of packages, in place of the words for models.
 * @param fileName the file that it went wrong with
 */
export function packageFailure(failure: Failure, host: string, fileName: string): Failure {
  const { code, message } = failure;
  switch (code) {
    case "hub-offline":
    case "hub-busy":
    case "hub-rate-limited":
      return { code: "packages-unreachable", message, data: { host } };
    case "hub-missing":
    case "hub-gated":
    case "hub-unexpected":
    case "download-corrupt":
      return { code: "packages-unusable", message, data: { host, fileName } };
    default:
      return failure;
  }
}
