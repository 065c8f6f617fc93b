import { readdirSync } from "node:fs";
import type { ConversationStore } from "./chat/conversation-store.ts";
import type { Home } from "./home/home.ts";
import type { Log } from "./home/log.ts";
import { hashesInUse } from "./media/hashes-in-use.ts";
import { sweepMedia } from "./media/sweep-media.ts";
import { removeExpiredCopies } from "./storage/backup-copies.ts";
import type { Database } from "./storage/database.ts";
import { isSetAside } from "./storage/open-database.ts";

/**
 * To be called once, at start: ends what an earlier process left unfinished, and removes deleted chats with the media that
 * only they used, and expired backup copies. A database that was set aside may be brought back; while there is one, no
 * media are removed.
 */
export async function tidyUp(parts: {
  readonly home: Pick<Home, "folder" | "mediaFolder" | "backupsFolder">;
  readonly database: Database;
  readonly store: ConversationStore;
  readonly log: Log;
}): Promise<void> {
  const { home, database, store, log } = parts;
  const inUse = hashesInUse(database);
  store.tidyUp();
  const hasSetAside = readdirSync(home.folder).some(isSetAside);
  const [expired, unused] = [
    await orZero(async () => removeExpiredCopies(home.backupsFolder)),
    await orZero(async () => (hasSetAside ? 0 : sweepMedia(home.mediaFolder, inUse))),
  ];
  if (expired > 0) log.info(`Removed ${expired} expired backup copies of the chats`);
  if (unused > 0) log.info(`Removed ${unused} media files that nothing uses`);

  async function orZero(remove: () => Promise<number>): Promise<number> {
    try {
      return await remove();
    } catch (thrown) {
      // They only take up space; the next start tries again.
      log.error("Files that nothing uses could not be removed", thrown);
      return 0;
    }
  }
}
