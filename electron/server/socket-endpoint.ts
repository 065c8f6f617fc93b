import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type RawData, type WebSocket } from "ws";
import { z } from "zod";
import { socketProtocols, type ServerFrame } from "../../shared/ipc/bridge.ts";
import type { Dispatch } from "../ipc/router.ts";
import type { Publish } from "../ipc/publish.ts";
import { inBackground } from "../in-background.ts";

/** The longest message that the contract allows, with room for its JSON. */
const maxFrameBytes = 32 * 1024 * 1024;
/** The maximum number of unanswered requests and unsent responses. A page usually has a few. */
const maxOpenRequests = 256;

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

export interface SocketEndpoint {
  /** Accepts a connection that has been authorized. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes the connection with `noSession` if the page supports it; otherwise returns false. */
  rejectSession(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Sends an event to every page. */
  readonly publish: Publish;
  close(): void;
}

export interface SocketLimits {
  /**
   * The bytes of events that may wait for one page; a page further behind is disconnected, which bounds the
   * memory.
   */
  readonly maxEventBytes: number;
  /** A page that has not answered a ping by the next one is disconnected. */
  readonly heartbeatMs: number;
}

const usualLimits: SocketLimits = { maxEventBytes: 8 * 1024 * 1024, heartbeatMs: 15_000 };

/** Serves the IPC contract over WebSockets. */
export function openSocketEndpoint(dispatch: Dispatch, limits: SocketLimits = usualLimits): SocketEndpoint {
  const server = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes, perMessageDeflate: false });
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

  return {
    accept(request, socket, head) {
      server.handleUpgrade(request, socket, head, (webSocket) => {
        const page = openPage(webSocket, dispatch, limits);
        pages.add(page);
        webSocket.once("close", () => pages.delete(page));
      });
    },
    rejectSession(request, socket, head) {
      const offered = request.headers["sec-websocket-protocol"]?.split(",").map((name) => name.trim());
      if (offered?.includes(socketProtocols.refused) !== true) return false;
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
    close() {
      clearInterval(heartbeat);
      for (const page of pages) page.end();
      server.close();
      for (const stranger of refusing.clients) stranger.terminate();
      refusing.close();
    },
  };
}

interface Page {
  send(event: Buffer): void;
  checkPulse(): void;
  end(): void;
}

function openPage(socket: WebSocket, dispatch: Dispatch, { maxEventBytes }: SocketLimits): Page {
  let isAlive = true;
  let openRequests = 0;
  let waitingEventBytes = 0;

  socket.on("pong", () => (isAlive = true));
  // An error ends the connection, and "close" follows.
  socket.on("error", () => undefined);
  socket.on("message", (data, isBinary) => {
    const frame = isBinary ? null : readFrame(data);
    if (frame && openRequests < maxOpenRequests) inBackground(answer(frame));
    else socket.close(isBinary ? closeCodes.notJson : closeCodes.invalidFrame);
  });

  async function answer({ id, route, input }: z.infer<typeof clientFrameSchema>) {
    openRequests += 1;
    const frame: ServerFrame = { id, result: await dispatch(route, input) };
    socket.send(JSON.stringify(frame), () => (openRequests -= 1));
  }

  return {
    send(event) {
      if (socket.readyState !== socket.OPEN) return;
      if (waitingEventBytes + event.length > maxEventBytes) {
        socket.close(closeCodes.tooFarBehind, "Too far behind");
        // The page reads nothing, so it will not answer the close frame either.
        setTimeout(() => socket.terminate(), 1000).unref();
        return;
      }
      waitingEventBytes += event.length;
      socket.send(event, { binary: false }, () => (waitingEventBytes -= event.length));
    },
    checkPulse() {
      if (isAlive) socket.ping();
      else socket.terminate();
      isAlive = false;
    },
    end() {
      socket.close(closeCodes.goingAway);
      setTimeout(() => socket.terminate(), 1000).unref();
    },
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
