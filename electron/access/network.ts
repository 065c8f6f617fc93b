import type { NetworkState } from "../../shared/access/access-state.ts";

/** The server of a host, as far as it can be opened to the network. */
export interface Network {
  state(): NetworkState;
  /** @throws the system's error; nothing has changed then */
  open(): Promise<void>;
  close(): Promise<void>;
}
