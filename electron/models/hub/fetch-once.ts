import { AppError } from "../../../shared/ipc/result.ts";
import { isOnThisComputer } from "../../../shared/models/server-url.ts";
import { authorizationFor, type HubAccess } from "./hub-access.ts";

export interface FetchOnce {
  readonly access: HubAccess;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** The timeout in ms for the response headers. */
  readonly timeoutMs: number;
}

/**
 * One request without following redirects. Compression is refused, because ranges and hashes refer to the
 * file itself.
 * @throws AppError `hub-offline`; the signal's reason when it was aborted
 */
export async function fetchOnce(url: URL, options: FetchOnce): Promise<Response> {
  const { access, headers = {}, signal, timeoutMs } = options;
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), timeoutMs);
  try {
    return await fetch(url, {
      redirect: "manual",
      headers: { "accept-encoding": "identity", ...headers, ...authorizationFor(access, url) },
      signal: AbortSignal.any([signal, silence.signal]),
    });
  } catch (thrown) {
    signal.throwIfAborted();
    throw offline(url, thrown);
  } finally {
    clearTimeout(timer);
  }
}

export function offline(url: URL, thrown: unknown): AppError {
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  return new AppError("hub-offline", `${url.host} cannot be reached: ${String(cause)}`, { host: url.host });
}

/**
 * The target of a redirect; null for any other response.
 * Files may lie on any host that is reached over HTTPS; their hashes are checked, and no token is sent there.
 * Without encryption, as between a mirror on this computer and itself, a redirect stays on this computer: it leads
 * neither a download nor a request through the network in the clear.
 * @throws AppError `hub-unexpected` when the target is invalid, or leaves this computer without HTTPS
 */
export function redirection(response: Response, url: URL): URL | null {
  if (![301, 302, 303, 307, 308].includes(response.status)) return null;
  const location = response.headers.get("location");
  const target = location === null ? null : URL.parse(location, url.href);
  const staysHere = target?.protocol === "http:" && isPlainHere(target) && isPlainHere(url);
  if (target !== null && (target.protocol === "https:" || staysHere)) return target;
  throw new AppError("hub-unexpected", `${url.host} redirects to ${location ?? "nowhere"}`, {
    host: url.host,
    status: response.status,
  });
}

const isPlainHere = (url: URL) => url.protocol === "http:" && isOnThisComputer(url.origin);

/** Releases the connection without reading the body. */
export function discardBody(response: Response): void {
  response.body?.cancel().catch(() => undefined);
}

export const maxRedirects = 6;

/** The response after following all redirects, whatever its status. */
export async function fetchFollowing(
  url: URL,
  options: FetchOnce,
): Promise<{ readonly response: Response; readonly url: URL }> {
  let at = url;
  for (let hop = 0; hop < maxRedirects; hop++) {
    const response = await fetchOnce(at, options);
    const next = redirection(response, at);
    if (next === null) return { response, url: at };
    discardBody(response);
    at = next;
  }
  throw new AppError("hub-unexpected", `${url.host} redirects too often`, { host: url.host, status: 302 });
}
