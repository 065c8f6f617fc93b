import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { ReadExport } from "../export/read-export.ts";
import type { MediaStore } from "../media/media-store.ts";
import { mediaReader } from "../media/read-media.ts";
import type { FindPageFile } from "../page/page-files.ts";
import { createAccess } from "./access.ts";
import { send, textResponse } from "./http-responses.ts";
import { inUrl, isFromOwnPage, isWildcard, ownHosts, type IsOwnHost } from "./own-hosts.ts";
import { pageCompressor } from "./compressed.ts";
import { handleRequest, type Site } from "./handle-request.ts";
import { sessionCookie } from "./session-cookie.ts";
import type { SocketEndpoint } from "./socket-endpoint.ts";
import { inBackground } from "../in-background.ts";

export interface ServerOptions {
  readonly host: string;
  /** 0 selects any free port. */
  readonly port: number;
  readonly findPageFile: FindPageFile;
  readonly sockets: SocketEndpoint;
  readonly media: MediaStore;
  readonly readExport: ReadExport;
  /** Called when a request arrives without a session. */
  readonly onUnauthorized: () => void;
  /** Lets another process of the same user request a link. */
  readonly linkSecret: string;
}

export interface RunningServer {
  /** The address without a token. */
  readonly url: string;
  readonly port: number;
  /** An address with a token that admits one browser. */
  readonly link: (host?: string) => string;
  close(): Promise<void>;
}

const noSession = "401 Unauthorized";
/** Covers the whole request with its body, which may be an upload over a slow network. */
const requestTimeoutMs = 3_600_000;

/** Starts listening. @throws the system's error, such as EADDRINUSE or EACCES */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const server = createServer({ requestTimeout: requestTimeoutMs });
  await listen(server, options.host, options.port);
  const { port } = server.address() as AddressInfo;
  const isOwnHost = ownHosts(options.host, port);
  const access = createAccess();
  const origin = (host: string) => `http://${inUrl(host)}:${port}`;
  const shownHost = isWildcard(options.host) ? "127.0.0.1" : options.host;
  const link = (host = shownHost) => `${origin(host)}/?token=${access.mintToken()}`;
  const site: Site = {
    access,
    cookie: sessionCookie(port),
    findPageFile: options.findPageFile,
    media: options.media,
    readMedia: mediaReader(options.media),
    readExport: options.readExport,
    compress: pageCompressor(),
    onUnauthorized: options.onUnauthorized,
    linkSecret: options.linkSecret,
    link: () => link(),
  };

  server.on("request", (request, response) => {
    inBackground(answer(request, isOwnHost, site).then((result) => send(request, response, result)));
  });
  server.on("upgrade", (request, socket, head) => {
    const refusal = upgradeRefusal(request, isOwnHost, site);
    if (refusal === null) options.sockets.accept(request, socket, head);
    else if (refusal !== noSession || !options.sockets.rejectSession(request, socket, head))
      refuse(socket, refusal);
  });

  return {
    url: origin(shownHost),
    port,
    link,
    async close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      options.sockets.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(request: IncomingMessage, isOwnHost: IsOwnHost, site: Site) {
  if (!isOwnHost(request.headers.host)) return textResponse(403, "Facet does not serve this address.");
  try {
    return await handleRequest(request, site);
  } catch {
    return textResponse(500, "Something went wrong.");
  }
}

function upgradeRefusal(request: IncomingMessage, isOwnHost: IsOwnHost, site: Site): string | null {
  const { host, cookie } = request.headers;
  if (!isOwnHost(host) || !isFromOwnPage(request)) return "403 Forbidden";
  if (request.url !== "/ws") return "404 Not Found";
  return site.access.isSession(site.cookie.read(cookie)) ? null : noSession;
}

function refuse(socket: Duplex, status: string): void {
  socket.on("error", () => undefined);
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, host, () => {
      server.off("error", failed);
      done();
    });
  });
}
