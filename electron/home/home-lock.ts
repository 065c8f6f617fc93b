import { readFile, rm } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { AppError } from "../../shared/ipc/result.ts";
import { storageFailure } from "../storage/storage-failure.ts";
import type { Home } from "./home.ts";
import { writeFileAtomically } from "./write-file-atomically.ts";

/** The right to use a data folder. Ends with the process, whatever ends that: the kernel gives the lock back. */
export interface HomeLock {
  /** Tells a second process where this one can be reached. */
  announce(address: InstanceAddress): Promise<void>;
  release(): Promise<void>;
}

export interface InstanceAddress {
  readonly url: string;
  /** Proves to the first process that the second may read this folder, hence is the same person's. */
  readonly secret: string;
}

const instanceSchema = z.object({
  pid: z.int(),
  url: z.string().nullable(),
  secret: z.string().nullable(),
});

/** Who holds a data folder. */
export type Instance = Readonly<z.infer<typeof instanceSchema>>;

/** A restart follows the quit at once, and the old process still has replies to write down. */
const patienceMs = 1_500;
const sqliteBusy = 5;

/**
 * Takes the data folder for this process alone.
 * @throws AppError `home-in-use` {pid, url}; `storage-failed` {path}: its file system has no locks
 */
export async function lockHome(home: Pick<Home, "lockFile" | "instanceFile">): Promise<HomeLock> {
  const lock = await takeLock(home);
  const write = (instance: Instance) =>
    writeFileAtomically(home.instanceFile, `${JSON.stringify(instance)}\n`);
  try {
    await write({ pid: process.pid, url: null, secret: null });
  } catch (thrown) {
    lock.close();
    throw thrown;
  }
  return {
    announce: ({ url, secret }) => write({ pid: process.pid, url, secret }),
    async release() {
      if (!lock.isOpen) return;
      await rm(home.instanceFile, { force: true });
      lock.close();
    },
  };
}

/** Who holds, or last held, the data folder; null when it does not say. */
export async function readInstance(home: Pick<Home, "instanceFile">): Promise<Instance | null> {
  try {
    return instanceSchema.parse(JSON.parse(await readFile(home.instanceFile, "utf8")));
  } catch {
    return null;
  }
}

async function takeLock(home: Pick<Home, "lockFile" | "instanceFile">): Promise<DatabaseSync> {
  const giveUpAt = performance.now() + patienceMs;
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

/** Nothing is ever written to this database: what counts is the lock that SQLite holds on its file. */
function tryLock(path: string): DatabaseSync | null {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
    return database;
  } catch (thrown) {
    database.close();
    if ((thrown as { readonly errcode?: number }).errcode === sqliteBusy) return null;
    throw new AppError("storage-failed", `The data folder can't be locked: ${String(thrown)}`, {
      path,
      reason: storageFailure(thrown)?.data["reason"] ?? "unknown",
    });
  }
}
