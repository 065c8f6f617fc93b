import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";
import type { Database } from "./database.ts";

const copiesKept = 3;
const expireAfterMs = 30 * 24 * 3_600_000;
/** The end of a copy's name while it is being written. */
const unfinishedSuffix = ".part";

/**
 * Copies a database of format `version` before its schema changes; only the newest three copies are kept.
 * @returns the path of the copy
 * @throws AppError `storage-failed`, for example when the disk is full; nothing is left of the copy then
 */
export function keepCopy(database: Database, version: number, folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const unfinished of pathsIn(folder, unfinishedSuffix)) rmSync(unfinished);
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const copy = join(folder, `conversations-${time}-format${version}.sqlite`);
  try {
    database.prepare("VACUUM INTO ?").run(copy + unfinishedSuffix);
    chmodSync(copy + unfinishedSuffix, 0o600);
    syncFile(copy + unfinishedSuffix);
    renameSync(copy + unfinishedSuffix, copy);
  } catch (thrown) {
    rmSync(copy + unfinishedSuffix, { force: true });
    throw thrown;
  }
  // Their names begin with the time.
  for (const old of pathsIn(folder).sort().slice(0, -copiesKept)) rmSync(old);
  return copy;
}

/** To be called after a migration: the copies of the format before expire 30 days from now. */
export function startExpiry(version: number, folder: string): void {
  const now = new Date();
  for (const copy of pathsIn(folder, `-format${version}.sqlite`)) utimesSync(copy, now, now);
}

/** To be called while the database has the newest schema. @returns how many copies were removed */
export function removeExpiredCopies(folder: string, nowMs = Date.now()): number {
  const expired = pathsIn(folder).filter((copy) => nowMs - statSync(copy).mtimeMs > expireAfterMs);
  for (const copy of expired) rmSync(copy);
  return expired.length;
}

/** Also of copies that a killed process left unfinished. Other files in the folder are not ours. */
export function copiesIn(folder: string): string[] {
  return [...pathsIn(folder), ...pathsIn(folder, unfinishedSuffix)];
}

function pathsIn(folder: string, end = ".sqlite"): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.startsWith("conversations-") && name.endsWith(end));
  return names.map((name) => join(folder, name));
}

function syncFile(path: string) {
  const file = openSync(path, "r+");
  fsyncSync(file);
  closeSync(file);
}
