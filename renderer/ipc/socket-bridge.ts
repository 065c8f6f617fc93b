import { socketProtocols, type Bridge, type ClientFrame, type ServerFrame } from "../../shared/ipc/bridge.ts";
import type { EventMessage } from "../../shared/ipc/contract.ts";
import type { Result } from "../../shared/ipc/result.ts";
import { disconnected } from "./disconnected.ts";
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
  readonly frame: ClientFrame;
  readonly resolve: (result: Result<unknown>) => void;
  /** Set while the request waits for a connection; null once it was sent. */
  timer: ReturnType<typeof setTimeout> | null;
}

/** Doubles from 250 ms up to 5 s. */
function defaultRetryDelayMs(attempt: number): number {
  return Math.min(5000, 250 * 2 ** attempt);
}

/**
 * A bridge over a WebSocket that reconnects until it is closed. A request that was already sent when the
 * connection broke fails at once: it may have been executed, so it must not be sent a second time.
 */
export function openSocketBridge(url: string, options: SocketBridgeOptions = {}): SocketBridge {
  const createSocket =
    options.createSocket ?? ((address) => new WebSocket(address, Object.values(socketProtocols)));
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
    if (entry.timer !== null) clearTimeout(entry.timer);
    entry.resolve(result);
  }

  function transmit(entry: Pending): void {
    if (entry.timer !== null) clearTimeout(entry.timer);
    entry.timer = null;
    socket?.send(JSON.stringify(entry.frame));
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
    if ("id" in frame) settle(frame.id, frame.result);
    else for (const listener of [...eventListeners]) listener(frame);
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
      for (const entry of [...pending.values()]) transmit(entry);
    });
    opening.addEventListener("message", (event: MessageEvent) => receive(String(event.data)));
    opening.addEventListener("close", () => {
      if (isClosed) return;
      reportConnection(false);
      if (!isRefusal) reportRefusal(false);
      for (const [id, entry] of [...pending]) if (entry.timer === null) settle(id, disconnected);
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
        lastId += 1;
        const id = lastId;
        const entry: Pending = {
          frame: { id, route: name, input },
          // The router answers a request with the output type of its route.
          resolve: resolve as (result: Result<unknown>) => void,
          timer: null,
        };
        if (isClosed) {
          resolve(disconnected);
          return;
        }
        pending.set(id, entry);
        if (isConnected) transmit(entry);
        else entry.timer = setTimeout(() => settle(id, disconnected), patienceMs);
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
