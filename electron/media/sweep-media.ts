import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isMediaHash } from "../../shared/media/media-url.ts";
import type { HashesInUse } from "./hashes-in-use.ts";
import { unfinishedSuffix } from "./media-store.ts";

/** A file that no message uses may be attached to one that is not sent yet, which survives a restart. */
const graceMs = 7 * 24 * 3_600_000;

/**
 * Removes the stored files that no message uses any more: at once where only deleted chats do, after a week where no
 * message ever did. Also removes what a killed process left half received, so nothing may be coming in. Files of other
 * names are not ours.
 * @returns how many files were removed
 */
export async function sweepMedia(folder: string, { kept, deleted }: HashesInUse): Promise<number> {
  const staleMs = Date.now() - graceMs;
  return removeFiles(folder, async (name, path) => {
    if (name.endsWith(unfinishedSuffix)) return true;
    if (!isMediaHash(name) || kept.has(name)) return false;
    return deleted.has(name) || (await stat(path)).mtimeMs < staleMs;
  });
}

/**
 * Removes the stored files that no chat that is kept uses, except those that came in, or were attached again, after
 * `beforeMs`. Leaves what is coming in.
 */
export async function removeUnusedMedia(
  folder: string,
  { kept }: HashesInUse,
  beforeMs: number,
): Promise<number> {
  return removeFiles(
    folder,
    async (name, path) =>
      isMediaHash(name) && !kept.has(name) && Math.floor((await stat(path)).mtimeMs) <= beforeMs,
  );
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
