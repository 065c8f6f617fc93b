import type { EventMessage, RouteInput, RouteName, RouteOutput } from "./contract.ts";
import type { Result } from "./result.ts";

/**
 * What a page needs of its host, whatever carries it: the Electron preload (`window.facet`) or a WebSocket.
 * Failures are values; a promise never rejects.
 */
export interface Bridge {
  request<Name extends RouteName>(name: Name, input: RouteInput<Name>): Promise<Result<RouteOutput<Name>>>;
  /**
   * The one door for bytes, beside the contract: stores a file and answers the name it has from then on. The same bytes
   * are stored once. It is read at `mediaUrl` (`shared/media`).
   */
  putMedia(bytes: ByteSource): Promise<Result<StoredMedia>>;
  /** Returns what ends the subscription. */
  subscribe(listener: (message: EventMessage) => void): () => void;
  /** Calls back with false when the host is out of reach and true when it is back; what was missed must be asked for again. */
  onConnectionChange(listener: (isConnected: boolean) => void): () => void;
}

/** As much of a Blob as is needed to read it piece by piece; in the page it is one. */
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
 * The WebSocket subprotocols in serve mode. A browser does not tell a page why its socket failed, so a page without a
 * session is let in under the second name, told nothing, and sent away.
 */
export const socketProtocols = { open: "facet", refused: "facet-refused" } as const;

/** The frames of the WebSocket in serve mode. */
export interface ClientFrame {
  readonly id: number;
  readonly route: RouteName;
  readonly input: unknown;
}
export type ServerFrame = { readonly id: number; readonly result: Result<unknown> } | EventMessage;
