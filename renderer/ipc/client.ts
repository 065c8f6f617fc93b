import type { Bridge, StoredMedia } from "../../shared/ipc/bridge.ts";
import type { RouteInput, RouteName, RouteOutput } from "../../shared/ipc/contract.ts";
import type { Result } from "../../shared/ipc/result.ts";
import { mediaLimits } from "../../shared/media/media-limits.ts";
import { openSocketBridge, type SocketBridge } from "./socket-bridge.ts";

declare global {
  interface Window {
    /** Set by the desktop preload; absent in a browser. */
    readonly facet?: Bridge;
  }
}

let current: Bridge | SocketBridge | null = null;

/**
 * The connection of the page to its host: the preload bridge where there is one, otherwise a WebSocket to the
 * page's origin.
 */
export function bridge(): Bridge | SocketBridge {
  current ??= window.facet ?? openSocketBridge(`${location.origin.replace(/^http/, "ws")}/ws`);
  return current;
}

/** For tests: later calls use the given bridge. */
export function replaceBridge(replacement: Bridge): void {
  current = replacement;
}

export function request<Name extends RouteName>(
  name: Name,
  input: RouteInput<Name>,
): Promise<Result<RouteOutput<Name>>> {
  return bridge().request(name, input);
}

/** Stores the bytes of a file and returns its hash. Never rejects. */
export function putMedia(bytes: Blob): Promise<Result<StoredMedia>> {
  const limitBytes = mediaLimits.fileBytes;
  if (bytes.size <= limitBytes) return bridge().putMedia(bytes);
  const error = { code: "media-too-large", message: "Too large", data: { limitBytes } } as const;
  return Promise.resolve({ ok: false, error });
}

/**
 * Calls back with false when the connection is lost and with true when it is restored; the caller then
 * fetches its data again.
 */
export function onConnectionChange(listener: (isConnected: boolean) => void): () => void {
  return bridge().onConnectionChange(listener);
}

/**
 * Calls back with true when the host is reachable but no longer accepts this page, which needs a new link.
 * Never in a desktop window.
 */
export function onRefusal(listener: (isRefused: boolean) => void): () => void {
  const host = bridge();
  return "onRefusal" in host ? host.onRefusal(listener) : () => undefined;
}
