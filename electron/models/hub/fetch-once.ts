import { AppError } from "../../../shared/ipc/result.ts";
import { authorizationFor, type HubAccess } from "./hub-access.ts";

export interface FetchOnce {
  readonly access: HubAccess;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** How long nothing may be heard before the head of the answer. */
  readonly patienceMs: number;
}

/**
 * One request, no redirect followed. Compression is refused: ranges and hashes are those of the file itself.
 * @throws AppError `hub-offline`; the signal's reason when it was aborted
 */
export async function fetchOnce(url: URL, options: FetchOnce): Promise<Response> {
  const { access, headers = {}, signal, patienceMs } = options;
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), patienceMs);
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
  return new AppError("hub-offline", `${url.host} is out of reach: ${String(cause)}`, { host: url.host });
}

/**
 * Where an answer sends us; null when it is an answer.
 * @throws AppError `hub-unexpected` where that is nowhere, or would leave encryption behind
 */
export function redirection(response: Response, url: URL): URL | null {
  if (![301, 302, 303, 307, 308].includes(response.status)) return null;
  const location = response.headers.get("location");
  const target = location === null ? null : URL.parse(location, url.href);
  const isFit = target !== null && (target.protocol === "https:" || target.protocol === url.protocol);
  if (isFit && /^https?:$/.test(target.protocol)) return target;
  throw new AppError("hub-unexpected", `${url.host} redirects to ${location ?? "nowhere"}`, {
    host: url.host,
    status: response.status,
  });
}

/** Lets the connection go without reading the rest. */
export function letGo(response: Response): void {
  response.body?.cancel().catch(() => undefined);
}

export const mostRedirects = 6;

/** The answer at the end of all redirects, whatever its status. */
export async function fetchFollowing(
  url: URL,
  options: FetchOnce,
): Promise<{ readonly response: Response; readonly url: URL }> {
  let at = url;
  for (let hop = 0; hop < mostRedirects; hop++) {
    const response = await fetchOnce(at, options);
    const next = redirection(response, at);
    if (next === null) return { response, url: at };
    letGo(response);
    at = next;
  }
  throw new AppError("hub-unexpected", `${url.host} redirects without end`, { host: url.host, status: 302 });
}
