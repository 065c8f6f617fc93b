import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../shared/ipc/result.ts";
import type { ConversationStore } from "./chat/conversation-store.ts";
import { diskProblemOf } from "./home/home-failure.ts";
import type { Home } from "./home/home.ts";
import { hashesInUse } from "./media/hashes-in-use.ts";
import { removeUnusedMedia } from "./media/sweep-media.ts";
import { backupsIn } from "./storage/backups.ts";
import type { Database } from "./storage/database.ts";
import { isSetAside } from "./storage/open-database.ts";
import { isUnfinishedRepair } from "./storage/repaired-copy.ts";

/**
 * Removes what is left of deleted chats on the disk: all backup copies and databases that were set aside, the media that
 * no other chat uses (also those of messages that were never sent), and their text in the database's files. A failure
 * does not keep the rest from being removed; what is left in the database then is removed at the next start.
 * @throws AppError `storage-failed`: the first failure
 */
export async function eraseDeleted(parts: {
  readonly home: Pick<Home, "folder" | "mediaFolder" | "backupsFolder">;
  readonly database: Database;
  readonly store: ConversationStore;
}): Promise<void> {
  const { home, database, store } = parts;
  const startedAtMs = Date.now();
  // The database comes last: rewriting it takes space, and its rows tell which media are used.
  const steps: readonly (() => unknown)[] = [
    ...copiesOfChats(home).map((path) => () => rmSync(path)),
    () => removeUnusedMedia(home.mediaFolder, hashesInUse(database), startedAtMs),
    () => store.eraseDeleted(),
  ];
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (thrown) {
      failures.push(thrown);
    }
  }
  if (failures.length > 0) throw eraseFailure(failures[0]);
}

function copiesOfChats({ folder, backupsFolder }: Pick<Home, "folder" | "backupsFolder">): string[] {
  const inFolder = readdirSync(folder)
    .filter((name) => isSetAside(name) || isUnfinishedRepair(name))
    .map((name) => join(folder, name));
  // A folder that was set aside because it was in the database's place is not ours.
  return [...backupsIn(backupsFolder), ...inFolder.filter((path) => statSync(path).isFile())];
}

function eraseFailure(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  return new AppError("storage-failed", `Deleted chats could not be removed completely: ${String(thrown)}`, {
    reason: diskProblemOf(thrown) ?? "unreadable",
  });
}
