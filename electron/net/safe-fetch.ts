import { request as requestHttp, type IncomingMessage, type RequestOptions } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { checkedUrl } from "./checked-url.ts";
import { untilAborted } from "../until-aborted.ts";
import { addressRefused, fetchFailed, networkFailure } from "./fetch-failure.ts";
import { isPublicAddress } from "./is-public-address.ts";
import { systemNetwork, type Network } from "./network.ts";
import { acceptedEncodings, readBody } from "./read-body.ts";

export interface FetchRequest {
  readonly url: string;
  /** With a body, the method is POST. */
  readonly body?: string;
  /** Sent to this address only: a request with headers or a body follows no redirect. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The value of the header; absent: anything. */
  readonly accept?: string;
  /**
   * The most bytes of a body of this media type (lower case, without parameters; blank: not stated), after
   * decompression; null: such a body is not wanted.
   */
  readonly mostBytes: (mediaType: string) => number | null;
  /**
   * An origin that the user entered as the address of their own server: it may be private and have any port.
   */
  readonly trustedOrigin?: string;
}

export interface FetchedResource {
  /** After redirects. */
  readonly url: string;
  readonly status: number;
  readonly mediaType: string;
  /** As the server declares it; null: it does not. */
  readonly charset: string | null;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The body is longer than `mostBytes`; the rest was not read. */
  readonly isCut: boolean;
}

/**
 * Fetches an address that the user may never have seen: it comes from a model, a program or a web page.
 * @throws AppError `address-refused` for what is not a public web address, `fetch-failed`; the signal's reason
 * when it was aborted
 */
export type SafeFetch = (request: FetchRequest, signal: AbortSignal) => Promise<FetchedResource>;

export interface SafeFetchOptions {
  readonly network?: Network;
  /** For the request with all its redirects and its body. */
  readonly timeoutMs?: number;
}

const mostRedirects = 5;
const userAgent = "Mozilla/5.0 (compatible; Facet)";

/**
 * Every hop is checked: its URL, and the addresses that its host name resolves to. The connection is opened to
 * the checked addresses, so a name that is resolved to something else a moment later has no effect. No cookies,
 * no proxy, one connection for each request.
 */
export function createSafeFetch(options: SafeFetchOptions = {}): SafeFetch {
  const { network = systemNetwork, timeoutMs = 20_000 } = options;
  return async (request, signal) => {
    const limit = AbortSignal.timeout(timeoutMs);
    const either = AbortSignal.any([signal, limit]);
    let url = checkedUrl(request.url, undefined, request.trustedOrigin);
    try {
      for (let hop = 0; hop <= mostRedirects; hop++) {
        const response = await ask(url, request, network, either);
        const { location } = response.headers;
        if (location === undefined || !isRedirect(response)) return await read(url, response, request);
        response.destroy();
        if (request.headers !== undefined || request.body !== undefined) break;
        url = checkedUrl(location, url, request.trustedOrigin);
      }
      throw fetchFailed(url.host, "redirects");
    } catch (thrown) {
      signal.throwIfAborted();
      throw limit.aborted ? fetchFailed(url.host, "too-slow") : networkFailure(url.host, thrown);
    }
  };
}

function isRedirect({ statusCode = 0 }: IncomingMessage): boolean {
  return [301, 302, 303, 307, 308].includes(statusCode);
}

async function ask(
  url: URL,
  { headers = {}, accept = "*/*", body, trustedOrigin }: FetchRequest,
  network: Network,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const addresses = await untilAborted(addressesOf(url, network), signal);
  if (addresses.length === 0) throw fetchFailed(url.host, "no-such-host");
  if (url.origin !== trustedOrigin && !addresses.every(isPublicAddress)) {
    throw addressRefused(url.host, "private");
  }
  const isSecure = url.protocol === "https:";
  const options: RequestOptions = {
    method: body === undefined ? "GET" : "POST",
    headers: {
      host: url.host,
      accept,
      "accept-encoding": acceptedEncodings,
      "user-agent": userAgent,
      ...headers,
    },
    signal,
    createConnection: () => {
      const socket = network.connect(addresses, Number(url.port) || (isSecure ? 443 : 80));
      return isSecure ? secured(socket, hostNameOf(url)) : socket;
    },
  };
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const sent = (isSecure ? requestHttps : requestHttp)(url, options);
  // After the response has begun, errors are reported by reading its body.
  sent.once("response", resolve).on("error", reject);
  sent.end(body);
  return promise;
}

async function addressesOf(url: URL, network: Network): Promise<readonly string[]> {
  const name = hostNameOf(url);
  return isIP(name) === 0 ? network.resolve(name) : [name];
}

/** Without the brackets of an IPv6 address. */
function hostNameOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
}

function secured(socket: Socket, host: string): Socket {
  const secure = connectTls({
    socket,
    host,
    ...(isIP(host) === 0 && { servername: host }),
    ALPNProtocols: ["http/1.1"],
  });
  // TLS does not report a connection that could not be opened.
  socket.once("error", (error) => secure.destroy(error));
  return secure;
}

async function read(url: URL, response: IncomingMessage, request: FetchRequest): Promise<FetchedResource> {
  const { statusCode: status = 0, headers } = response;
  const [type = "", ...parameters] = (headers["content-type"] ?? "").split(";");
  const mediaType = type.trim().toLowerCase();
  try {
    // Of an error, the status counts.
    const mostBytes = request.mostBytes(mediaType) ?? (status < 300 ? null : 0);
    if (mostBytes === null) throw fetchFailed(url.host, "type", mediaType.slice(0, 100));
    const body = await readBody(response, mostBytes);
    if (body === null) throw fetchFailed(url.host, "broken");
    return { url: url.href, status, mediaType, charset: charsetIn(parameters), ...body };
  } finally {
    response.destroy();
  }
}

function charsetIn(parameters: readonly string[]): string | null {
  for (const parameter of parameters) {
    const value = /^\s*charset\s*=\s*"?([\w.:-]+)"?\s*$/i.exec(parameter)?.[1];
    if (value !== undefined) return value;
  }
  return null;
}
