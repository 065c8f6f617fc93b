import { chmod, readFile, rm, stat } from "node:fs/promises";
import { writeFileAtomically } from "../../home/write-file-atomically.ts";

/** Stores the access token between runs of the app. */
export interface TokenVault {
  /** In the system's secret storage, or in a file that only its owner can read. */
  readonly keeping: "system" | "file";
  /** Returns null when there is none that can be read. */
  read(): Promise<string | null>;
  /** @throws errors of the file system */
  write(token: string | null): Promise<void>;
}

/** Opens the vault whose secret belongs at this path. */
export type OpenVault = (path: string) => TokenVault | Promise<TokenVault>;

/** A file readable by its owner only; the mode is restored on reading when it was changed. */
export function fileTokenVault(path: string): TokenVault {
  return {
    keeping: "file",
    async read() {
      try {
        if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600);
        return (await readFile(path, "utf8")).trim() || null;
      } catch {
        return null;
      }
    },
    write: (token) => (token === null ? rm(path, { force: true }) : writeFileAtomically(path, token)),
  };
}
