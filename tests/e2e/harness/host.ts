import type { BrowserContext, Page } from "@playwright/test";

/** A running Facet, in any of its modes. */
export interface Host {
  readonly pid: number;
  /** Opens a window or a tab. */
  openPage(): Promise<Page>;
  /** Reconnects a page that was opened before the host was restarted. */
  reopen(page: Page): Promise<void>;
  /** Shuts down in an orderly way, as the user or the system would. */
  quit(): Promise<void>;
  /** Kills the process with SIGKILL, as a power cut would. */
  kill(): Promise<void>;
  /** The output of the process so far. */
  readonly output: () => string;
}

export interface HostStart {
  readonly home: string;
  readonly context: BrowserContext;
  /** The host that ran before with the same data, if any. The new host takes its port. */
  readonly previous: Host | null;
  /** Arguments of the desktop app. */
  readonly args?: readonly string[];
}

export type StartHost = (start: HostStart) => Promise<Host>;
