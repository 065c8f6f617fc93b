import { AppError } from "../../../shared/ipc/result.ts";
import { NoResponse } from "./http-request.ts";
import { hostNameOf, type ServerAddress } from "./server-connection.ts";

const longestDetail = 300;

/** Maps what is thrown by a request without a response. */
export function unreachable(address: ServerAddress, thrown: unknown): AppError {
  const host = hostNameOf(address);
  if (!(thrown instanceof NoResponse)) {
    return new AppError("server-gone", `${host} vanished: ${String(thrown)}`, { host });
  }
  const { code, message, wasConnected } = thrown;
  if (/CERT|SSL|TLS|ISSUER|SIGNATURE|^EPROTO$|ALTNAME/.test(code)) {
    return serverFailed(address, `no secure connection (${code})`);
  }
  return wasConnected
    ? new AppError("server-gone", `${host} closed the connection: ${message}`, { host })
    : new AppError("server-offline", `${host} can't be reached: ${code} ${message}`, { host });
}

export function vanished(address: ServerAddress, why: string): AppError {
  const host = hostNameOf(address);
  return new AppError("server-gone", `${host}: ${why}`, { host });
}

export function serverFailed(address: ServerAddress, detail: string): AppError {
  const host = hostNameOf(address);
  const short = shown(address, detail);
  return new AppError("server-failed", `${host}: ${short}`, { host, detail: short });
}

/** Words of a server, as errors and logs may have them: short, and without the key, which some servers repeat. */
function shown({ key }: ServerAddress, words: string): string {
  // A placeholder like "x" is no secret.
  const harmless = key === null || key.length < 4 ? words : words.replaceAll(key, "…");
  return harmless.length > longestDetail ? `${harmless.slice(0, longestDetail)}…` : harmless;
}

/** A response other than success. */
export interface RefusedResponse {
  readonly status: number;
  /** What the server says; blank: nothing. */
  readonly says: string;
  /** Of a redirect. */
  readonly location?: string | undefined;
}

/** @param model that was asked for; null: none was */
export function refused(
  address: ServerAddress,
  { status, says, location }: RefusedResponse,
  model: string | null,
): AppError {
  const host = hostNameOf(address);
  const message = `${host} answered ${status} ${shown(address, says)}`.trim();
  if (status === 401 || status === 403) {
    return new AppError("server-refused-key", message, { host, hasKey: address.key !== null });
  }
  if (model !== null && namesMissingModel(status, says, model)) {
    return new AppError("server-missing-model", message, { host, name: model });
  }
  if (status === 429 || status === 502 || status === 503 || status === 504) {
    return new AppError("server-busy", message, { host, status });
  }
  if (status >= 300 && status < 400) {
    return serverFailed(address, `it redirects to ${location ?? "nowhere"}`);
  }
  return serverFailed(address, says === "" ? `status ${status}` : says);
}

function namesMissingModel(status: number, says: string, model: string): boolean {
  if (status !== 404 && status !== 400) return false;
  const isAboutModel = says.includes(model) || /\bmodel\b/i.test(says);
  return (
    isAboutModel &&
    /not (?:be )?found|does not exist|doesn't exist|not exist|no such|unknown model/i.test(says)
  );
}

/** Whether the server says that it is still loading its model. */
export function isLoading({ status, says }: RefusedResponse): boolean {
  return status === 503 && /\bload(?:ing|s)?\b/i.test(says) && !/overload/i.test(says);
}

/**
 * The words of an error, in the forms that servers use: `{error: {message}}`, `{error: "…"}`, `{message}` and
 * FastAPI's `{detail}`. null: it is not an error.
 */
export function errorText(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return null;
  const { error, object, message, detail } = value as Record<string, unknown>;
  if (typeof error === "string") return error;
  if (typeof error === "object" && error !== null) {
    const inner = (error as Record<string, unknown>)["message"];
    return typeof inner === "string" ? inner : JSON.stringify(error);
  }
  if (object === "error" && typeof message === "string") return message;
  if (typeof detail === "string") return detail;
  if (Array.isArray(detail)) return JSON.stringify(detail);
  return null;
}

/** What a response says: its error, or the beginning of a body that is no JSON. */
export function bodyText(body: string): string {
  try {
    return errorText(JSON.parse(body)) ?? body.trim();
  } catch {
    // A page of a proxy.
    return body.trimStart().startsWith("<") ? "" : body.trim();
  }
}
