import type { Notice } from "../../shared/ipc/host-routes.ts";
import type { DisposalStack } from "../disposal-stack.ts";
import type { Database } from "../storage/database.ts";
import { openDatabase } from "../storage/open-database.ts";
import { lockHome, type HomeLock } from "./home-lock.ts";
import { isWritableByOthers, openHome, type Home } from "./home.ts";
import { openLog, type Log } from "./log.ts";

export interface DataFolder {
  readonly home: Home;
  readonly lock: HomeLock;
  readonly log: Log;
  readonly database: Database;
  /** What the user has to know about it. */
  readonly notices: readonly Notice[];
}

/**
 * Locks the data folder for this process and opens what everything else needs of it.
 * @param facts for the log
 * @param opened closes the folder again; from here on, it logs its failures
 * @throws AppError `home-in-use` {pid, url}; `storage-failed`
 */
export async function openDataFolder(
  folder: string,
  facts: Readonly<Record<string, string>>,
  opened: DisposalStack,
): Promise<DataFolder> {
  const home = await openHome(folder);
  const lock = await lockHome(home);
  opened.add(() => lock.release());
  const log = openLog(home.logsFolder);
  opened.onFailure = (thrown) => log.error("A service could not be disposed", thrown);
  log.info("Facet starts", { ...facts, platform: process.platform, node: process.version });
  const { database, notice } = openDatabase(home);
  opened.add(() => database.close());
  if (notice) log.error("The database was damaged and has been renamed", notice);
  const notices: Notice[] = notice === null ? [] : [notice];
  if (await isWritableByOthers(home)) {
    log.error("Other users of this computer may write into the data folder");
    notices.push({ code: "folder-open", data: { folder: home.folder } });
  }
  return { home, lock, log, database, notices };
}
