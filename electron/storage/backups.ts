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

const backupsKept = 3;
const expireAfterMs = 30 * 24 * 3_600_000;
/** The end of a backup's name while it is being written. */
const unfinishedSuffix = ".part";

/**
 * Copies a database of format `version` before its schema changes.
 * @returns the path of the backup
 * @throws AppError `storage-failed`, for example when the disk is full; no partial backup is left then
 */
export function createBackup(database: Database, version: number, folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const unfinished of pathsIn(folder, unfinishedSuffix)) rmSync(unfinished);
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const backup = join(folder, `conversations-${time}-format${version}.sqlite`);
  try {
    database.prepare("VACUUM INTO ?").run(backup + unfinishedSuffix);
    chmodSync(backup + unfinishedSuffix, 0o600);
    syncFile(backup + unfinishedSuffix);
    renameSync(backup + unfinishedSuffix, backup);
  } catch (thrown) {
    rmSync(backup + unfinishedSuffix, { force: true });
    throw thrown;
  }
  return backup;
}

/** To be called after a migration: deletes all but the newest three backups. */
export function removeOldBackups(folder: string): void {
  try {
    // Their names start with the time.
    for (const old of pathsIn(folder).sort(byTimeAndFormat).slice(0, -backupsKept)) rmSync(old);
  } catch {
    // The next migration deletes them, or they expire.
  }
}

/** Their names begin with the time; format 10 follows format 9. */
function byTimeAndFormat(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

/** To be called after a migration: backups of the format that was migrated expire 30 days from now. */
export function startExpiry(version: number, folder: string): void {
  const now = new Date();
  try {
    for (const backup of pathsIn(folder, `-format${version}.sqlite`)) utimesSync(backup, now, now);
  } catch {
    // They expire 30 days after they were made.
  }
}

/** To be called while the database has the newest schema. @returns the number of deleted backups */
export function removeExpiredBackups(folder: string, nowMs = Date.now()): number {
  const expired = pathsIn(folder).filter((backup) => nowMs - statSync(backup).mtimeMs > expireAfterMs);
  for (const backup of expired) rmSync(backup);
  return expired.length;
}

/** Paths of all backups, also of those that a killed process left unfinished. */
export function backupsIn(folder: string): string[] {
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
