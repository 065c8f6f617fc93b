import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../shared/ipc/result.ts";
import type { ConversationStore } from "./chat/conversation-store.ts";
import { diskProblemOf } from "./home/home-failure.ts";
import type { Home } from "./home/home.ts";
import { hashesInUse } from "./media/hashes-in-use.ts";
import { eraseMedia, unsentGraceMs } from "./media/sweep-media.ts";
import { backupsIn } from "./storage/backups.ts";
import { sweepFolders } from "./tools/code/sweep-folders.ts";
import type { Database } from "./storage/database.ts";
import { isSetAside } from "./storage/open-database.ts";
import { isUnfinishedRepair } from "./storage/repaired-copy.ts";

/**
 * Removes everything that is left of chats that are deleted for good: all backups and renamed damaged databases, the media that
 * only deleted chats used, and their text in the database's files. If a step fails, the others are still
 * done; what is left in the database is then removed at the next start.
 * @throws AppError `storage-failed`: the first failure
 */
export async function eraseDeleted(parts: {
  readonly home: Pick<Home, "folder" | "mediaFolder" | "backupsFolder" | "codeFolder">;
  readonly database: Database;
  readonly store: ConversationStore;
}): Promise<void> {
  const { home, database, store } = parts;
  const startedAtMs = Date.now();
  const damaged = damagedDatabasesIn(home.folder);
  // Media of a damaged database can't be told from those of an unsent message.
  const graceMs = damaged.length > 0 ? 0 : unsentGraceMs;
  // The database comes last: to rewrite it takes space, and its rows tell which media are in use.
  const steps: readonly (() => unknown)[] = [
    ...[...backupsIn(home.backupsFolder), ...damaged].map((path) => () => rmSync(path)),
    () => eraseMedia(home.mediaFolder, hashesInUse(database, startedAtMs), { startedAtMs, graceMs }),
    () => store.eraseDeleted(startedAtMs),
    () => sweepFolders(home.codeFolder, database),
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

/** A folder that was renamed because it was in the database's place is not ours. */
function damagedDatabasesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => isSetAside(name) || isUnfinishedRepair(name))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

function eraseFailure(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  return new AppError("storage-failed", `Deleted chats could not be removed completely: ${String(thrown)}`, {
    reason: diskProblemOf(thrown) ?? "unreadable",
  });
}
