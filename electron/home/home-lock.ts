import { chmodSync, closeSync, openSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { AppError } from "../../shared/ipc/result.ts";
import { storageFailure } from "../storage/storage-failure.ts";
import type { Home } from "./home.ts";
import { writeFileAtomically } from "./write-file-atomically.ts";

/** The exclusive lock of a data folder. The kernel releases it when the process ends for any reason. */
export interface HomeLock {
  /** Publishes where other processes of this user can reach this one. */
  announce(address: Partial<InstanceAddress>): Promise<void>;
  release(): Promise<void>;
}

export type InstanceAddress = Omit<Instance, "pid">;

const instanceSchema = z.object({
  pid: z.int(),
  /** The page's server; null: this process has none. */
  url: z.string().nullable(),
  /** Proves to that server that a process may read this folder, hence belongs to the same user. */
  secret: z.string().nullable(),
  /** The socket for commands; null: it is not open, or not open yet. */
  socket: z.object({ path: z.string(), secret: z.string() }).nullable().default(null),
});

/** The process that holds a data folder. */
export type Instance = Readonly<z.infer<typeof instanceSchema>>;

/** After a restart, the previous process may still be writing replies. */
const timeoutMs = 1_500;
const sqliteBusy = 5;

/**
 * Locks the data folder for this process.
 * @throws AppError `home-in-use` {pid, url}; `storage-failed` {path} when its file system does not support
 * locks
 */
export async function lockHome(home: Pick<Home, "lockFile" | "instanceFile">): Promise<HomeLock> {
  const lock = await takeLock(home);
  let instance: Instance = { pid: process.pid, url: null, secret: null, socket: null };
  let written: Promise<void> = Promise.resolve();
  const announce = (address: Partial<InstanceAddress>): Promise<void> => {
    instance = { ...instance, ...address };
    const text = `${JSON.stringify(instance)}\n`;
    written = written.catch(() => undefined).then(() => writeFileAtomically(home.instanceFile, text));
    return written;
  };
  try {
    await announce({});
  } catch (thrown) {
    lock.close();
    throw thrown;
  }
  return {
    announce,
    async release() {
      if (!lock.isOpen) return;
      await rm(home.instanceFile, { force: true });
      lock.close();
    },
  };
}

/** The process that holds, or last held, the data folder; null when there is no valid record. */
export async function readInstance(home: Pick<Home, "instanceFile">): Promise<Instance | null> {
  try {
    return instanceSchema.parse(JSON.parse(await readFile(home.instanceFile, "utf8")));
  } catch {
    return null;
  }
}

async function takeLock(home: Pick<Home, "lockFile" | "instanceFile">): Promise<DatabaseSync> {
  const giveUpAt = performance.now() + timeoutMs;
  for (;;) {
    const lock = tryLock(home.lockFile);
    if (lock) return lock;
    if (performance.now() > giveUpAt) {
      const holder = await readInstance(home);
      throw new AppError("home-in-use", "Another Facet is using this data folder", {
        pid: holder?.pid ?? null,
        url: holder?.url ?? null,
      });
    }
    await sleep(100);
  }
}

/** The database stays empty; only SQLite's lock on its file is used. */
function tryLock(path: string): DatabaseSync | null {
  makePrivate(path);
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
    return database;
  } catch (thrown) {
    database.close();
    if ((thrown as { readonly errcode?: number }).errcode === sqliteBusy) return null;
    throw new AppError("storage-failed", `The data folder cannot be locked: ${String(thrown)}`, {
      path,
      reason: storageFailure(thrown)?.data["reason"] ?? "unknown",
    });
  }
}

/** A user who can read the file can lock it, and so keep its owner out. A failure is reported by the lock. */
function makePrivate(path: string): void {
  try {
    closeSync(openSync(path, "a", 0o600));
    chmodSync(path, 0o600);
  } catch {
    // A folder that can't be written, or a file of another user.
  }
}
