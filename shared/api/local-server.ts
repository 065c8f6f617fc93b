/** The API for programs, as the page shows it. */
export interface LocalServer {
  /** Whether the user wants it to run. */
  readonly isOn: boolean;
  readonly port: number;
  readonly state: LocalServerState;
  readonly keys: readonly ApiKeyEntry[];
  /** Origins of web pages that may use it; `*` stands for all, which needs a key. */
  readonly allowedOrigins: readonly string[];
  /** Whether images that requests name by their URL are fetched from the internet. */
  readonly fetchesImages: boolean;
  /** Whether requests may have Facet run its own tools, those that never need to be allowed. */
  readonly sharesTools: boolean;
}

export type LocalServerState =
  | { readonly type: "off" }
  | { readonly type: "running"; readonly url: string }
  /** `port-taken`: another program uses the port; `not-allowed`: the system refuses it. */
  | { readonly type: "failed"; readonly reason: "port-taken" | "not-allowed" | "other" };

/** A key without what would open the door. */
export interface ApiKeyEntry {
  readonly id: string;
  readonly name: string;
  /** The end of the key. */
  readonly hint: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** The default port. */
export const usualApiPort = 4418;
