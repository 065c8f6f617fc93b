import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface LoopbackRedirect {
  /** Where the browser is sent after the sign-in. */
  readonly url: string;
  /** What the browser brought; null: nothing within the time, or it was closed. */
  readonly parameters: Promise<URLSearchParams | null>;
  close(): void;
}

const path = "/callback";

/**
 * Listens on this computer, at a free port, for the browser that comes back from a sign-in page.
 * @param state What the browser has to bring: another page can't know it. Anything else is answered and ignored.
 * @param words What the user reads there.
 */
export async function loopbackRedirect(
  state: string,
  words: string,
  limitMs: number,
): Promise<LoopbackRedirect> {
  const { promise, resolve } = Promise.withResolvers<URLSearchParams | null>();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    const isExpected = request.method === "GET" && pathname === path && searchParams.get("state") === state;
    response.writeHead(isExpected ? 200 : 404, {
      "content-type": "text/plain; charset=utf-8",
      "content-security-policy": "default-src 'none'",
      "cache-control": "no-store",
      connection: "close",
    });
    response.end(isExpected ? words : "");
    if (isExpected) close(searchParams);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const timer = setTimeout(() => close(null), limitMs);
  function close(parameters: URLSearchParams | null): void {
    clearTimeout(timer);
    server.close();
    resolve(parameters);
  }
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}${path}`, parameters: promise, close: () => close(null) };
}
