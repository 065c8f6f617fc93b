import {
  maxOpenRequests,
  maxRequestBytes,
  socketProtocols,
  type Bridge,
  type ClientFrame,
  type ServerFrame,
} from "../../shared/ipc/bridge.ts";
import type { EventMessage } from "../../shared/ipc/contract.ts";
import type { Result } from "../../shared/ipc/result.ts";
import { keyProtocolPrefix } from "../../shared/ipc/sign-in.ts";
import { disconnected } from "./disconnected.ts";
import { readPageKeys } from "./page-keys.ts";
import { uploadMedia } from "./upload-media.ts";

export interface SocketBridge extends Bridge {
  /**
   * Calls back with true when the host is reachable but refuses this page, as after a restart, and with false
   * once that is over.
   */
  onRefusal(listener: (isRefused: boolean) => void): () => void;
  close(): void;
}

export interface SocketBridgeOptions {
  readonly createSocket?: (url: string) => WebSocket;
  /** How long a request waits for a connection before it fails as `disconnected`. */
  readonly connectTimeoutMs?: number;
  /** Delay before the nth attempt to reconnect, n counting from 0. */
  readonly retryDelayMs?: (attempt: number) => number;
}

interface Pending {
  readonly frame: string;
  readonly resolve: (result: Result<unknown>) => void;
  state:
    | { readonly type: "waiting"; readonly timer: ReturnType<typeof setTimeout> | null }
    | { readonly type: "sent" };
}

const tooLong: Result<never> = {
  ok: false,
  error: { code: "message-too-long", message: "The request is too long", data: {} },
};

/** Doubles from 250 ms up to 5 s. */
function defaultRetryDelayMs(attempt: number): number {
  return Math.min(5000, 250 * 2 ** attempt);
}

/**
 * A bridge over a WebSocket that reconnects until it is closed. A request that was already sent when the
 * connection broke fails at once: it may have been executed, so it must not be sent a second time.
 */
export function openSocketBridge(url: string, options: SocketBridgeOptions = {}): SocketBridge {
  const createSocket = options.createSocket ?? openSocket;
  const patienceMs = options.connectTimeoutMs ?? 5000;
  const retryDelayMs = options.retryDelayMs ?? defaultRetryDelayMs;

  const pending = new Map<number, Pending>();
  const eventListeners = new Set<(message: EventMessage) => void>();
  const connectionListeners = new Set<(isConnected: boolean) => void>();
  const refusalListeners = new Set<(isRefused: boolean) => void>();
  let socket: WebSocket | null = null;
  let isConnected = false;
  let wasReported: boolean | null = null;
  let isRefused = false;
  let isClosed = false;
  let attempt = 0;
  let retryTimer: ReturnType<typeof setTimeout> | null = null;
  let lastId = 0;

  function settle(id: number, result: Result<unknown>): void {
    const entry = pending.get(id);
    if (!entry) return;
    pending.delete(id);
    stopWaiting(entry);
    entry.resolve(result);
  }

  /**
   * Sends what waits for a connection, or for the responses to earlier requests, of which the host accepts a
   * limited number. A listener may make requests while this runs, so each is sent by its own state.
   */
  function transmit(): void {
    if (!isConnected) return;
    const entries = [...pending.values()];
    let open = entries.filter(({ state }) => state.type === "sent").length;
    for (const entry of entries) {
      if (open >= maxOpenRequests) return;
      if (entry.state.type === "sent") continue;
      stopWaiting(entry);
      entry.state = { type: "sent" };
      open += 1;
      socket?.send(entry.frame);
    }
  }

  function reportConnection(next: boolean): void {
    isConnected = next;
    // The first connection is not reported, since no event was missed before it.
    if (wasReported !== null && wasReported !== next) {
      for (const listener of [...connectionListeners]) listener(next);
    }
    wasReported = next;
  }

  function reportRefusal(next: boolean): void {
    if (isRefused === next) return;
    isRefused = next;
    for (const listener of [...refusalListeners]) listener(next);
  }

  function receive(text: string): void {
    const frame = JSON.parse(text) as ServerFrame;
    if ("id" in frame) {
      settle(frame.id, frame.result);
      transmit();
    } else for (const listener of [...eventListeners]) listener(frame);
  }

  function connect(): void {
    retryTimer = null;
    const opening = createSocket(url);
    socket = opening;
    let isRefusal = false;
    opening.addEventListener("open", () => {
      isRefusal = opening.protocol === socketProtocols.refused;
      reportRefusal(isRefusal);
      if (isRefusal) return;
      attempt = 0;
      reportConnection(true);
      transmit();
    });
    opening.addEventListener("message", (event: MessageEvent) => receive(String(event.data)));
    opening.addEventListener("close", () => {
      if (isClosed) return;
      reportConnection(false);
      if (!isRefusal) reportRefusal(false);
      for (const [id, { state }] of [...pending]) if (state.type === "sent") settle(id, disconnected);
      retryTimer = setTimeout(connect, retryDelayMs(attempt));
      attempt += 1;
    });
    // A failed attempt also fires close, which schedules the next one.
    opening.addEventListener("error", () => undefined);
  }

  connect();

  return {
    request(name, input) {
      return new Promise((resolve) => {
        if (isClosed) {
          resolve(disconnected);
          return;
        }
        lastId += 1;
        const id = lastId;
        const frame = JSON.stringify({ id, route: name, input } satisfies ClientFrame);
        if (isLongerThan(frame, maxRequestBytes)) {
          resolve(tooLong);
          return;
        }
        const timer = isConnected ? null : setTimeout(() => settle(id, disconnected), patienceMs);
        // The router answers a request with the output type of its route.
        const settled = resolve as (result: Result<unknown>) => void;
        pending.set(id, { frame, resolve: settled, state: { type: "waiting", timer } });
        transmit();
      });
    },
    putMedia: uploadMedia,
    subscribe(listener) {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
    onConnectionChange(listener) {
      connectionListeners.add(listener);
      return () => connectionListeners.delete(listener);
    },
    onRefusal(listener) {
      refusalListeners.add(listener);
      return () => refusalListeners.delete(listener);
    },
    close() {
      isClosed = true;
      if (retryTimer !== null) clearTimeout(retryTimer);
      socket?.close();
      for (const id of [...pending.keys()]) settle(id, disconnected);
    },
  };
}

/** The page's key is sent as the name of a subprotocol, since a page can send no other header. */
function openSocket(url: string): WebSocket {
  const keys = readPageKeys();
  const key = keys === null ? [] : [`${keyProtocolPrefix}${keys.pageKey}`];
  return new WebSocket(url, [...Object.values(socketProtocols), ...key]);
}

function stopWaiting({ state }: Pending): void {
  if (state.type === "waiting" && state.timer !== null) clearTimeout(state.timer);
}

/** Whether a text has more than that many bytes as UTF-8, of which a character takes three at most. */
function isLongerThan(text: string, bytes: number): boolean {
  return text.length * 3 > bytes && new TextEncoder().encode(text).length > bytes;
}
