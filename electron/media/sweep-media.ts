import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isMediaHash } from "../../shared/media/media-url.ts";
import { unfinishedSuffix } from "./media-store.ts";

/** Attachments of unsent messages are used by no message yet, and must survive a restart. */
const graceMs = 7 * 24 * 3_600_000;

export interface MediaUse {
  /** The hashes in use before the deletion. */
  readonly before: ReadonlySet<string>;
  readonly now: ReadonlySet<string>;
}

/**
 * Deletes media that no message uses any more: at once when the last message that used them was deleted, and
 * after a week when there never was one. Partial files of a killed process are deleted too; files with other
 * names are kept. Must not run while an upload is in progress.
 * @returns the number of deleted files
 */
export async function sweepMedia(folder: string, { before, now }: MediaUse): Promise<number> {
  let removed = 0;
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (name.endsWith(unfinishedSuffix) || (isMediaHash(name) && (await isFree(name, path)))) {
      await rm(path, { force: true });
      removed += 1;
    }
  }
  return removed;

  async function isFree(hash: string, path: string): Promise<boolean> {
    if (now.has(hash)) return false;
    return before.has(hash) || Date.now() - (await stat(path)).mtimeMs > graceMs;
  }
}
