import { AppError } from "../../shared/ipc/result.ts";

export type RefusedBecause = "invalid" | "scheme" | "credentials" | "port" | "private";

const refusals: Readonly<Record<RefusedBecause, string>> = {
  invalid: "it is not the address of a web page",
  scheme: "only http and https addresses can be fetched",
  credentials: "it contains a user name or a password",
  port: "only the ports 80 and 443 are allowed",
  private: "it leads to this computer or into a private network",
};

/** An address that is never requested. */
export function addressRefused(host: string, reason: RefusedBecause): AppError {
  return new AppError("address-refused", `${host} was refused: ${refusals[reason]}`, { host, reason });
}

export type FailedBecause =
  "no-such-host" | "unreachable" | "insecure" | "too-slow" | "redirects" | "broken" | "type" | "too-large";

const failures: Readonly<Record<FailedBecause, string>> = {
  "no-such-host": "there is no such host",
  unreachable: "it can't be reached",
  insecure: "its certificate is not valid",
  "too-slow": "it took too long",
  redirects: "it redirects too often",
  broken: "its answer can't be read",
  type: "it is of a type that can't be read",
  "too-large": "its answer is too long",
};

/** @param type the media type, where the reason is `type` */
export function fetchFailed(host: string, reason: FailedBecause, type = ""): AppError {
  const detail = type === "" ? "" : ` (${type})`;
  return new AppError("fetch-failed", `${host}: ${failures[reason]}${detail}`, { host, reason, type });
}

const certificateCodes = /^(?:CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_SSL_|EPROTO$)/;
const resolverCodes = /^(?:ENOTFOUND|EAI_|ENODATA)/;

/** What an error of Node's network modules means. */
export function networkFailure(host: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = String((thrown as NodeJS.ErrnoException | null)?.code ?? "");
  if (resolverCodes.test(code)) return fetchFailed(host, "no-such-host");
  if (certificateCodes.test(code)) return fetchFailed(host, "insecure");
  if (/^(?:HPE_|Z_|ERR__ERROR|ERR_BROTLI|ERR_PADDING)/.test(code)) return fetchFailed(host, "broken");
  return fetchFailed(host, "unreachable");
}
