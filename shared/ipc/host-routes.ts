import type { Failure } from "./result.ts";

/** None: what the host reports is in the snapshot. */
export const hostRoutes = {} as const;

export interface HostEvents {
  /** Writes to the disk began to fail, or succeed again (null). */
  readonly "storage.changed": Failure | null;
}

export interface HostSnapshot {
  readonly version: string;
  /** Some features exist in one of the hosts only. */
  readonly host: "desktop" | "browser";
  readonly platform: "linux" | "darwin" | "win32";
  /** What the user should know about this start, such as a damaged database that was set aside. */
  readonly notices: readonly Notice[];
  /** The error of the last failed write; null while writes succeed. */
  readonly storage: Failure | null;
}

export interface Notice {
  /**
   * `database-repaired` {file}: the database was repaired without loss; `folder-open` {folder}: other users of
   * this computer may write into the data folder.
   */
  readonly code: "database-set-aside" | "database-repaired" | "folder-open";
  readonly data: Readonly<Record<string, string>>;
}
