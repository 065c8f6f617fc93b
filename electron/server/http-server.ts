import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { NetworkState } from "../../shared/access/access-state.ts";
import type { Access } from "../access/access.ts";
import { hasPageKey, type Session } from "../access/sessions.ts";
import type { ReadExport } from "../export/read-export.ts";
import { inBackground } from "../in-background.ts";
import type { MediaStore } from "../media/media-store.ts";
import { mediaReader } from "../media/read-media.ts";
import type { FindPageFile } from "../page/page-files.ts";
import { send, textResponse } from "./http-responses.ts";
import {
  inUrl,
  isFromOwnPage,
  isLoopback,
  isWildcard,
  ownAddresses,
  ownHosts,
  type IsOwnHost,
} from "./own-hosts.ts";
import { pageCompressor } from "./compressed.ts";
import { handleRequest, type Site } from "./handle-request.ts";
import { isPortTaken } from "./listen-failure.ts";
import { sessionCookie } from "./session-cookie.ts";
import { pageKeyOf, type SocketEndpoint } from "./socket-endpoint.ts";

export interface ServerOptions {
  readonly host: string;
  /** 0 selects any free port. */
  readonly port: number;
  readonly access: Access;
  readonly findPageFile: FindPageFile;
  readonly sockets: SocketEndpoint;
  readonly media: MediaStore;
  readonly readExport: ReadExport;
  /** Called when a browser without a session wants the page. */
  readonly onStranger: () => void;
  /** Lets another process of the same user request a link. */
  readonly linkSecret: string;
}

export interface RunningServer {
  /** The address without a token. */
  readonly url: string;
  readonly port: number;
  /** An address with a token that admits one browser. */
  readonly link: (host?: string) => string;
  readonly linkOf: (token: string) => string;
  network(): NetworkState;
  /**
   * Listens on another host, with the same port; connections stay open.
   * @throws the system's error; it then listens on the previous host
   */
  move(host: string): Promise<void>;
  /** Closes all connections too. */
  close(): Promise<void>;
}

const noSession = "401 Unauthorized";
/** Covers the whole request with its body, which may be an upload over a slow network. */
const requestTimeoutMs = 3_600_000;
/** The system frees the port a moment after the server stopped listening. */
const portFreeMs = 2_000;

/** Starts listening. @throws the system's error, such as EADDRINUSE or EACCES */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { access, sockets } = options;
  let { host } = options;
  let isOwnHost: IsOwnHost = () => false;
  const servers = new Set<Server>();
  let server = await open(host, options.port);
  const { port } = server.address() as AddressInfo;
  isOwnHost = ownHosts(host, port);
  const origin = (name: string) => `http://${inUrl(name)}:${port}`;
  const shownHost = () => (isWildcard(host) ? "127.0.0.1" : host);
  const linkTo = (token: string, name = shownHost()) => `${origin(name)}/?token=${token}`;
  const link = (name?: string) => linkTo(access.links.mint(), name);
  const site: Site = {
    access,
    cookie: sessionCookie(port),
    findPageFile: options.findPageFile,
    media: options.media,
    readMedia: mediaReader(options.media),
    readExport: options.readExport,
    compress: pageCompressor(),
    onStranger: options.onStranger,
    linkSecret: options.linkSecret,
    link: () => link(),
  };

  async function answer(request: IncomingMessage) {
    if (!isOwnHost(request.headers.host) || !isReachable(request))
      return textResponse(403, "Facet does not serve this address.");
    try {
      return await handleRequest(request, site);
    } catch {
      return textResponse(500, "Something went wrong.");
    }
  }

  /** A connection from the network may outlive the time in which it was allowed. */
  function isReachable({ socket }: IncomingMessage): boolean {
    return !isLoopback(host) || isLoopback(socket.remoteAddress ?? "");
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const session = access.sessions.find(site.cookie.read(request.headers.cookie));
    const refusal = upgradeRefusal(request, session);
    if (refusal === null && session) {
      access.seen(session, request.socket.remoteAddress ?? "");
      sockets.accept(request, socket, head, {
        deviceId: session.id,
        isThisComputer: session.isThisComputer && isLoopback(request.socket.remoteAddress ?? ""),
      });
    } else if (refusal !== noSession || !sockets.rejectSession(request, socket, head))
      refuse(socket, refusal ?? noSession);
  }

  function upgradeRefusal(request: IncomingMessage, session: Session | null): string | null {
    if (!isOwnHost(request.headers.host) || !isFromOwnPage(request) || !isReachable(request))
      return "403 Forbidden";
    if (request.url !== "/ws") return "404 Not Found";
    return session && hasPageKey(session, pageKeyOf(request)) ? null : noSession;
  }

  async function open(at: string, openPort: number): Promise<Server> {
    const opened = createServer({ requestTimeout: requestTimeoutMs });
    await listen(opened, at, openPort);
    servers.add(opened);
    opened.once("close", () => servers.delete(opened));
    opened.on("request", (request, response) => {
      inBackground(answer(request).then((result) => send(request, response, result)));
    });
    opened.on("upgrade", upgrade);
    return opened;
  }

  /** Takes the port again after the previous listener was closed. */
  async function reopen(at: string): Promise<Server> {
    const giveUpAt = performance.now() + portFreeMs;
    for (;;) {
      try {
        return await open(at, port);
      } catch (thrown) {
        if (!isPortTaken(thrown) || performance.now() > giveUpAt) throw thrown;
        await sleep(20);
      }
    }
  }

  return {
    get url() {
      return origin(shownHost());
    },
    port,
    link,
    linkOf: (token) => linkTo(token),
    network() {
      if (isLoopback(host)) return { type: "closed" };
      return { type: "open", urls: (isWildcard(host) ? networkAddresses() : [host]).map(origin) };
    },
    async move(next) {
      if (next === host) return;
      server.close();
      try {
        server = await reopen(next);
      } catch (thrown) {
        server = await reopen(host);
        throw thrown;
      }
      host = next;
      isOwnHost = ownHosts(host, port);
    },
    async close() {
      const closed = [...servers].map(
        (each) => new Promise<void>((done) => each.once("close", () => done())),
      );
      sockets.disconnect();
      for (const each of servers) {
        each.close();
        each.closeAllConnections();
      }
      await Promise.all(closed);
    },
  };
}

/** IPv4 first: its addresses are short enough to be typed. */
function networkAddresses(): readonly string[] {
  return ownAddresses().toSorted((a, b) => Number(a.includes(":")) - Number(b.includes(":")));
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
