import { readdirSync } from "node:fs";
import type { ConversationStore } from "./chat/conversation-store.ts";
import type { Database } from "./storage/database.ts";
import { isSetAside } from "./storage/open-database.ts";
import type { Home } from "./home/home.ts";
import type { Log } from "./home/log.ts";
import { hashesInUse } from "./media/hashes-in-use.ts";
import { sweepMedia } from "./media/sweep-media.ts";

/**
 * Runs once at start: ends replies that an earlier process left streaming, removes deleted chats, and then
 * deletes the media that only they used. While a renamed damaged database exists, no media are deleted,
 * because it may be restored.
 */
export async function tidyUp(parts: {
  readonly home: Pick<Home, "folder" | "mediaFolder">;
  readonly database: Database;
  readonly store: ConversationStore;
  readonly log: Log;
}): Promise<void> {
  const { home, database, store, log } = parts;
  const before = hashesInUse(database);
  store.tidyUp();
  if (readdirSync(home.folder).some(isSetAside)) return;
  try {
    const removed = await sweepMedia(home.mediaFolder, { before, now: hashesInUse(database) });
    if (removed > 0) log.info(`Removed ${removed} unused media files`);
  } catch (thrown) {
    // Unused media only take up space; the next start tries again.
    log.error("Unused media files could not be removed", thrown);
  }
}
