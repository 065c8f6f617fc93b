import { AppError } from "../../../shared/ipc/result.ts";

/** Maps an unsuccessful response of the hub to an error. */
export function hubFailure(
  response: Response,
  asked: { readonly url: URL; readonly repo: string | null; readonly hasToken: boolean },
): AppError {
  const { url, repo, hasToken } = asked;
  const { status } = response;
  const { host } = url;
  const code = response.headers.get("x-error-code");
  const says = `${host} answered ${status} ${code ?? ""}`.trim();
  if (code === "GatedRepo") return new AppError("hub-gated", says, { repo, hasToken });
  if (status === 404 || code === "RepoNotFound") {
    return new AppError("hub-missing", says, { repo, path: null, what: code });
  }
  if (status === 401 && hasToken) return new AppError("hub-token-refused", says, { host });
  if (status === 401 || status === 403) return new AppError("hub-gated", says, { repo, hasToken });
  if (status === 429) {
    return new AppError("hub-rate-limited", says, { host, retryAfterS: retryAfterSeconds(response) });
  }
  if (status >= 500) {
    return new AppError("hub-busy", says, { host, status, retryAfterS: retryAfterSeconds(response) });
  }
  return new AppError("hub-unexpected", says, { host, status });
}

/** Parses both forms of the header; null without one. */
function retryAfterSeconds(response: Response, nowMs = Date.now()): number | null {
  const header = response.headers.get("retry-after");
  if (header === null) return null;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - nowMs) / 1_000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : null;
}

/** Whether a later retry may succeed without the user doing anything. */
export function isTransient({ code }: AppError): boolean {
  return (
    code === "hub-offline" || code === "hub-busy" || code === "hub-rate-limited" || code === "hub-unexpected"
  );
}
