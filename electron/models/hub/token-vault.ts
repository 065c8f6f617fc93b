import { chmod, readFile, rm, stat } from "node:fs/promises";
import { writeFileAtomically } from "../../home/write-file-atomically.ts";

/** Keeps the access token between two runs of the app. */
export interface TokenVault {
  /** By the system's own keeping of secrets, or in a file that its owner alone can read. */
  readonly keeping: "system" | "file";
  /** Null: there is none, or none that can be read. */
  read(): Promise<string | null>;
  /** @throws what the file system says */
  write(token: string | null): Promise<void>;
}

/** A file of its owner; made so again where something opened it to others. */
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
