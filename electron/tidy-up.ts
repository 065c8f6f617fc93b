import { readdirSync } from "node:fs";
import type { ConversationStore } from "./chat/conversation-store.ts";
import type { Home } from "./home/home.ts";
import type { Log } from "./home/log.ts";
import { hashesInUse } from "./media/hashes-in-use.ts";
import { sweepMedia } from "./media/sweep-media.ts";
import { removeExpiredBackups } from "./storage/backups.ts";
import { sweepFolders } from "./tools/code/sweep-folders.ts";
import type { Database } from "./storage/database.ts";
import { isSetAside } from "./storage/open-database.ts";

/**
 * Runs once at start: ends replies that an earlier process left streaming, and removes chats that were deleted
 * 30 days ago, the media and folders of code that only they used, and expired backups. While a renamed damaged database exists, no
 * media are deleted, because it may be restored.
 */
export async function tidyUp(parts: {
  readonly home: Pick<Home, "folder" | "mediaFolder" | "backupsFolder" | "codeFolder">;
  readonly database: Database;
  readonly store: ConversationStore;
  readonly log: Log;
}): Promise<void> {
  const { home, database, store, log } = parts;
  const nowMs = Date.now();
  const inUse = hashesInUse(database, nowMs);
  store.tidyUp(nowMs);
  const hasSetAside = readdirSync(home.folder).some(isSetAside);
  const [expired, unused, folders] = [
    await orZero(async () => removeExpiredBackups(home.backupsFolder)),
    await orZero(async () => (hasSetAside ? 0 : sweepMedia(home.mediaFolder, inUse))),
    await orZero(async () => (hasSetAside ? 0 : sweepFolders(home.codeFolder, database))),
  ];
  if (expired > 0) log.info(`Removed ${expired} expired backups`);
  if (folders > 0) log.info(`Removed ${folders} folders of code`);
  if (unused > 0) log.info(`Removed ${unused} unused media files`);

  async function orZero(remove: () => Promise<number>): Promise<number> {
    try {
      return await remove();
    } catch (thrown) {
      // They only take up space; the next start tries again.
      log.error("Unused files could not be removed", thrown);
      return 0;
    }
  }
}
