import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isMediaHash } from "../../shared/media/media-url.ts";
import { unfinishedSuffix } from "./media-store.ts";

/** What was attached to a message that is not sent yet is in use by nobody, and may be wanted after a restart. */
const graceMs = 7 * 24 * 3_600_000;

export interface MediaUse {
  /** Before what was deleted went. */
  readonly before: ReadonlySet<string>;
  readonly now: ReadonlySet<string>;
}

/**
 * Frees the space of what no message uses any more: at once where the last message that did was deleted, after a week where
 * there never was one. What a killed process left half received goes too. To be called while nothing comes in. Files of
 * other names are not ours.
 * @returns how many files went
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
