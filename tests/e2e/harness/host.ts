import type { BrowserContext, Page } from "@playwright/test";

/** One running Facet, whichever way it is run. */
export interface Host {
  readonly pid: number;
  /** Opens a window or a tab onto it. */
  openPage(): Promise<Page>;
  /** Brings a page that was open before the host was started again back to it. */
  reopen(page: Page): Promise<void>;
  /** Ends it in order, as a person or the system would. */
  quit(): Promise<void>;
  /** SIGKILL: as a power cut would. */
  kill(): Promise<void>;
  /** What it printed. */
  readonly output: () => string;
}

export interface HostStart {
  readonly home: string;
  readonly context: BrowserContext;
  /** The one that ran here before, if any: its place in the world is taken again. */
  readonly previous: Host | null;
}

export type StartHost = (start: HostStart) => Promise<Host>;
