import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Socket } from "node:net";

export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: string;
  /** Closes the connection at once. */
  readonly signal: AbortSignal;
  readonly connectTimeoutMs?: number;
}

/** A request that got no response. */
export class NoResponse extends Error {
  /** Whether there was a connection: the server accepted it and then closed it. */
  readonly wasConnected: boolean;
  /** Of the system or TLS, such as `ECONNREFUSED`. */
  readonly code: string;

  constructor(wasConnected: boolean, code: string, message: string) {
    super(message);
    this.name = "NoResponse";
    this.wasConnected = wasConnected;
    this.code = code;
  }
}

const defaultConnectTimeoutMs = 15_000;

/** A peer that vanished without a word is noticed although nothing is sent. */
const keepAliveMs = 30_000;

/**
 * Sends a request and waits for the headers of the response, however long that takes: a server may load a
 * model first. `fetch` would give up after five minutes. Redirects are not followed, so that no other host
 * sees the key or the chat.
 * @throws NoResponse; the signal's reason when it was aborted
 */
export function sendRequest(request: HttpRequest): Promise<IncomingMessage> {
  const { method, url, headers = {}, body, signal, connectTimeoutMs = defaultConnectTimeoutMs } = request;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  if (signal.aborted) return Promise.reject(reasonOf(signal));
  const isSecure = url.startsWith("https:");
  let isConnected = false;
  const outgoing = (isSecure ? httpsRequest : httpRequest)(url, {
    method,
    // A connection of its own: closing it cancels this generation and nothing else.
    agent: false,
    headers: {
      accept: "application/json, text/event-stream",
      ...(body !== undefined && {
        "content-type": "application/json",
        "content-length": String(Buffer.byteLength(body)),
      }),
      ...headers,
    },
  });
  const abort = () => outgoing.destroy();
  signal.addEventListener("abort", abort, { once: true });
  const connecting = setTimeout(
    () => outgoing.destroy(Object.assign(new Error("No connection in time"), { code: "ETIMEDOUT" })),
    connectTimeoutMs,
  );
  outgoing.once("close", () => {
    clearTimeout(connecting);
    signal.removeEventListener("abort", abort);
  });
  outgoing.once("socket", (socket: Socket) => {
    socket.setKeepAlive(true, keepAliveMs);
    socket.once(isSecure ? "secureConnect" : "connect", () => {
      isConnected = true;
      clearTimeout(connecting);
    });
  });
  outgoing.once("response", resolve);
  // Errors after the response are those of the response's stream.
  outgoing.on("error", (error: NodeJS.ErrnoException) => {
    if (signal.aborted) reject(reasonOf(signal));
    else reject(new NoResponse(isConnected, error.code ?? "unknown", error.message));
  });
  outgoing.end(body);
  return promise;
}

/** Reads the text of a response up to a limit; what comes after it is dropped. */
export async function readText(response: IncomingMessage, limitBytes: number): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes >= limitBytes) break;
  }
  return Buffer.concat(pieces).toString("utf8").slice(0, limitBytes);
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new DOMException("Aborted", "AbortError");
}
