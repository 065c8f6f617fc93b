/** Who can reach this Facet with a browser, and who is signed in. */
export interface AccessState {
  readonly hasPassword: boolean;
  readonly network: NetworkState;
  /** The most recently used first. */
  readonly devices: readonly Device[];
}

export type NetworkState =
  /** Only browsers on this computer, or, in the desktop app, none. */
  | { readonly type: "closed" }
  /** Devices on the network, at these addresses; none while this computer has no network. */
  | { readonly type: "open"; readonly urls: readonly string[] };

/** A browser that is signed in. */
export interface Device {
  readonly id: string;
  /** Browser and system as far as the browser names them, such as "Safari on iPhone"; null: unknown. */
  readonly browser: string | null;
  readonly system: string | null;
  /** The network address of its last request. */
  readonly address: string;
  /** It runs on this computer; its session ends with the process. */
  readonly isThisComputer: boolean;
  readonly signedInAtMs: number;
  readonly lastSeenAtMs: number;
}
