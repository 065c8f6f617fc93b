import type { EventMessage, RouteInput, RouteName, RouteOutput } from "./contract.ts";
import type { Result } from "./result.ts";

/**
 * The page's connection to its host, over the Electron preload (`window.facet`) or a WebSocket. Failures are
 * values; a promise never rejects.
 */
export interface Bridge {
  request<Name extends RouteName>(name: Name, input: RouteInput<Name>): Promise<Result<RouteOutput<Name>>>;
  /**
   * Stores a file's bytes and returns their hash. Identical bytes are stored once. Bytes bypass the contract;
   * the page reads them at `mediaUrl` (`renderer/ipc`).
   */
  putMedia(bytes: ByteSource): Promise<Result<StoredMedia>>;
  /** Returns a function that ends the subscription. */
  subscribe(listener: (message: EventMessage) => void): () => void;
  /**
   * Calls the listener with false when the connection is lost and with true when it is restored. Events sent
   * in between are lost, so the page must fetch a new snapshot.
   */
  onConnectionChange(listener: (isConnected: boolean) => void): () => void;
}

/** The part of Blob that a chunked read needs. */
export interface ByteSource {
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

export interface StoredMedia {
  /** SHA-256 of the bytes, lower-case hex. */
  readonly hash: string;
  readonly sizeBytes: number;
}

/**
 * The WebSocket subprotocols in serve mode. A browser does not tell a page why a connection failed, so the
 * server accepts a page without a session under the second name, sends nothing and closes the socket.
 */
export const socketProtocols = { open: "facet", refused: "facet-refused" } as const;

/** The longest request that the contract allows, with room for its JSON. A longer one ends the connection. */
export const maxRequestBytes = 32 * 1024 * 1024;
/** The maximum number of requests without a response on one connection. A page usually has a few. */
export const maxOpenRequests = 256;

/** A request on the WebSocket in serve mode. */
export interface ClientFrame {
  readonly id: number;
  readonly route: RouteName;
  readonly input: unknown;
}
export type ServerFrame = { readonly id: number; readonly result: Result<unknown> } | EventMessage;
