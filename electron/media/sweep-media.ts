import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isMediaHash } from "../../shared/media/media-url.ts";
import type { HashesInUse } from "./hashes-in-use.ts";
import { unfinishedSuffix } from "./media-upload.ts";

/** Attachments of unsent messages are used by no message yet, and must survive a restart. */
export const unsentGraceMs = 7 * 24 * 3_600_000;

/**
 * Deletes media that no message uses any more: at once when only deleted chats use them, and after a week
 * when no message ever did. Partial files of a killed process are deleted too; files with other names are
 * kept. Must not run while an upload is in progress.
 * @returns the number of deleted files
 */
export async function sweepMedia(folder: string, { kept, deleted }: HashesInUse): Promise<number> {
  const unsentBeforeMs = Date.now() - unsentGraceMs;
  return removeFiles(folder, async (name, path) => {
    if (name.endsWith(unfinishedSuffix)) return true;
    if (!isMediaHash(name) || kept.has(name)) return false;
    return deleted.has(name) || (await stat(path)).mtimeMs < unsentBeforeMs;
  });
}

export interface ErasedMedia {
  /** Media that were uploaded, or attached again, after this time are kept. */
  readonly startedAtMs: number;
  /** The age from which media are deleted that no message ever used. */
  readonly graceMs: number;
}

/** As `sweepMedia`, but while uploads may be in progress. */
export async function eraseMedia(
  folder: string,
  { kept, deleted }: HashesInUse,
  { startedAtMs, graceMs }: ErasedMedia,
): Promise<number> {
  return removeFiles(folder, async (name, path) => {
    if (!isMediaHash(name) || kept.has(name)) return false;
    const modifiedAtMs = Math.floor((await stat(path)).mtimeMs);
    return modifiedAtMs <= (deleted.has(name) ? startedAtMs : startedAtMs - graceMs);
  });
}

async function removeFiles(
  folder: string,
  isFree: (name: string, path: string) => Promise<boolean>,
): Promise<number> {
  let removed = 0;
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (!(await isFree(name, path))) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}
