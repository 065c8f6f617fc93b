import { readdirSync } from "node:fs";
import type { ConversationStore } from "./chat/conversation-store.ts";
import type { Database } from "./storage/database.ts";
import { isSetAside } from "./storage/open-database.ts";
import type { Home } from "./home/home.ts";
import type { Log } from "./home/log.ts";
import { hashesInUse } from "./media/hashes-in-use.ts";
import { sweepMedia } from "./media/sweep-media.ts";

/**
 * Once, at start: what an earlier process left half done is ended, and what was deleted goes, with the media that only it
 * used. A database that was set aside may be brought back; while there is one, no medium is removed.
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
    if (removed > 0) log.info(`${removed} files of media that nothing uses are gone`);
  } catch (thrown) {
    // They take up room and do no other harm; the next start tries again.
    log.error("Media that nothing uses could not be removed", thrown);
  }
}
