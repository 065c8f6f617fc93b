import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type RawData, type WebSocket } from "ws";
import { z } from "zod";
import {
  maxOpenRequests,
  maxRequestBytes,
  socketProtocols,
  type ServerFrame,
} from "../../shared/ipc/bridge.ts";
import type { Result } from "../../shared/ipc/result.ts";
import { keyProtocolPrefix } from "../../shared/ipc/sign-in.ts";
import type { Caller } from "../access/caller.ts";
import type { Publish } from "../ipc/publish.ts";
import { inBackground } from "../in-background.ts";
import { Outbox } from "./outbox.ts";

/** The reason for closing a connection; the page reconnects and requests its state again. */
export const closeCodes = {
  goingAway: 1001,
  notJson: 1003,
  invalidFrame: 1008,
  noSession: 4001,
  tooFarBehind: 4008,
} as const;

const clientFrameSchema = z.strictObject({
  id: z.int().nonnegative(),
  route: z.string().max(100),
  input: z.unknown(),
});

/** Answers a request of a page. Never rejects. */
export type AnswerPage = (name: string, input: unknown, caller: Caller) => Promise<Result<unknown>>;

export interface SocketEndpoint {
  /** Accepts a connection that has been authorized. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, caller: Caller): void;
  /** Closes the connection with `noSession` if the page supports it; otherwise returns false. */
  rejectSession(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Sends an event to every page. */
  readonly publish: Publish;
  /** Closes the connections of devices that were signed out. */
  signOut(deviceIds: readonly string[]): void;
  /** Closes all connections; others are still accepted. */
  disconnect(): void;
  close(): void;
}

export interface SocketLimits {
  /**
   * The bytes of events that may wait for one page behind the message being sent; a page further behind is
   * disconnected, which bounds the memory.
   */
  readonly maxEventBytes: number;
  /** A page that by the next ping has neither answered one nor sent or received anything is disconnected. */
  readonly heartbeatMs: number;
}

const usualLimits: SocketLimits = { maxEventBytes: 8 * 1024 * 1024, heartbeatMs: 15_000 };

/** Serves the IPC contract over WebSockets. */
export function openSocketEndpoint(answer: AnswerPage, limits: SocketLimits = usualLimits): SocketEndpoint {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxRequestBytes,
    perMessageDeflate: false,
  });
  const refusing = new WebSocketServer({
    noServer: true,
    maxPayload: 1024,
    perMessageDeflate: false,
    handleProtocols: () => socketProtocols.refused,
  });
  const pages = new Set<Page>();

  const heartbeat = setInterval(() => {
    for (const page of pages) page.checkPulse();
  }, limits.heartbeatMs);
  heartbeat.unref();

  function disconnect() {
    for (const page of pages) page.end(closeCodes.goingAway);
    for (const stranger of refusing.clients) stranger.terminate();
  }

  return {
    accept(request, socket, head, caller) {
      server.handleUpgrade(request, socket, head, (webSocket) => {
        const bytesRead = () => request.socket.bytesRead;
        const page = openPage({ socket: webSocket, bytesRead, caller, answer, limits });
        pages.add(page);
        webSocket.once("close", () => pages.delete(page));
      });
    },
    rejectSession(request, socket, head) {
      if (!protocolsOf(request).includes(socketProtocols.refused)) return false;
      refusing.handleUpgrade(request, socket, head, (webSocket) => {
        webSocket.on("error", () => undefined);
        webSocket.close(closeCodes.noSession);
        setTimeout(() => webSocket.terminate(), 1000).unref();
      });
      return true;
    },
    publish(message) {
      if (pages.size === 0) return;
      const bytes = Buffer.from(JSON.stringify(message satisfies ServerFrame));
      for (const page of pages) page.send(bytes);
    },
    signOut(deviceIds) {
      for (const page of pages) if (deviceIds.includes(page.deviceId)) page.end(closeCodes.noSession);
    },
    disconnect,
    close() {
      clearInterval(heartbeat);
      disconnect();
      server.close();
      refusing.close();
    },
  };
}

interface Page {
  readonly deviceId: string;
  send(event: Buffer): void;
  checkPulse(): void;
  end(code: number): void;
}

interface PageOptions {
  readonly socket: WebSocket;
  /** The bytes received so far. */
  readonly bytesRead: () => number;
  readonly caller: Caller;
  readonly answer: AnswerPage;
  readonly limits: SocketLimits;
}

function openPage({ socket, bytesRead, caller, answer, limits }: PageOptions): Page {
  let isAlive = true;
  let openRequests = 0;
  let readBefore = bytesRead();
  const outbox = new Outbox(socket, {
    maxEventBytes: limits.maxEventBytes,
    onProgress: () => (isAlive = true),
    onTooFarBehind: () => end(closeCodes.tooFarBehind, "Too far behind"),
  });

  socket.on("pong", () => (isAlive = true));
  // An error ends the connection, and "close" follows.
  socket.on("error", () => undefined);
  socket.on("close", () => outbox.close());
  socket.on("message", (data, isBinary) => {
    const frame = isBinary ? null : readFrame(data);
    if (frame && openRequests < maxOpenRequests) inBackground(respond(frame));
    else socket.close(isBinary ? closeCodes.notJson : closeCodes.invalidFrame);
  });

  async function respond({ id, route, input }: z.infer<typeof clientFrameSchema>) {
    openRequests += 1;
    const frame: ServerFrame = { id, result: await answer(route, input, caller) };
    outbox.sendAnswer(Buffer.from(JSON.stringify(frame)), () => (openRequests -= 1));
  }

  function end(code: number, reason?: string) {
    socket.close(code, reason);
    // A page that reads nothing does not answer the close frame either.
    setTimeout(() => socket.terminate(), 1000).unref();
  }

  return {
    deviceId: caller.deviceId,
    send: (event) => outbox.sendEvent(event),
    checkPulse() {
      // The answer to a ping may be behind a long request, or the ping behind a long answer.
      if (isAlive || bytesRead() > readBefore) socket.ping();
      else socket.terminate();
      readBefore = bytesRead();
      isAlive = false;
    },
    end,
  };
}

function readFrame(data: RawData): z.infer<typeof clientFrameSchema> | null {
  try {
    // ws delivers text as one Buffer by default.
    return clientFrameSchema.parse(JSON.parse((data as Buffer).toString("utf8")));
  } catch {
    return null;
  }
}

/** The key that a page sends as the name of a subprotocol. */
export function pageKeyOf({ headers }: Pick<IncomingMessage, "headers">): string {
  const offered = protocolsOf({ headers }).find((name) => name.startsWith(keyProtocolPrefix));
  return offered?.slice(keyProtocolPrefix.length) ?? "";
}

function protocolsOf({ headers }: Pick<IncomingMessage, "headers">): readonly string[] {
  return headers["sec-websocket-protocol"]?.split(",").map((name) => name.trim()) ?? [];
}
