import { closeSync, existsSync, openSync, renameSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Notice } from "../../shared/ipc/contract.ts";
import type { Home } from "../home/home.ts";
import { Database } from "./database.ts";
import { migrate } from "./migrate.ts";
import { migrations as allMigrations } from "./migrations/migrations.ts";
import { damage, isDamage } from "./storage-failure.ts";

export interface OpenedDatabase {
  readonly database: Database;
  /** Set when a damaged database was set aside and this one is new. */
  readonly notice: Notice | null;
}

/**
 * Opens the chats at the newest schema. A damaged file is set aside beside the new one, never deleted.
 * @throws AppError `storage-failed`: newer version, no space, no permission
 */
export function openDatabase(
  home: Pick<Home, "databaseFile" | "backupsFolder">,
  migrations = allMigrations,
): OpenedDatabase {
  try {
    return { database: openSound(home, migrations), notice: null };
  } catch (thrown) {
    if (!isDamage(thrown)) throw thrown;
    const aside = setAside(home.databaseFile);
    const notice: Notice = { code: "database-set-aside", data: { file: aside } };
    return { database: openSound(home, migrations), notice };
  }
}

function openSound(home: Pick<Home, "databaseFile" | "backupsFolder">, migrations: typeof allMigrations) {
  // Made here, so that it and the files SQLite puts beside it are their owner's alone.
  closeSync(openSync(home.databaseFile, "a", 0o600));
  const database = new Database(home.databaseFile);
  try {
    // WAL with NORMAL survives a killed process without loss; a power cut may cost the last moments, never the file.
    database.execute(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      PRAGMA foreign_keys = ON;
      PRAGMA secure_delete = ON;
    `);
    check(database, statSync(home.databaseFile).size);
    migrate(database, migrations, home.backupsFolder);
    return database;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

/**
 * Two milliseconds for each megabyte; the many parts of a long history are read when they are shown, and the search
 * index can be made anew.
 */
function check(database: Database, sizeBytes: number) {
  const names = sizeBytes < 100_000_000 ? checkedTables : checkedTables.slice(0, 2);
  for (const name of names) {
    const isThere = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = ?").get(name) !== undefined;
    if (!isThere) continue;
    const [first] = database.prepare<{ quick_check: string }>(`PRAGMA quick_check('${name}')`).all();
    if (first?.quick_check !== "ok") throw damage(first?.quick_check ?? "no answer");
  }
}

const checkedTables = ["conversations", "messages", "parts"];

/** @returns the new name of the damaged file */
function setAside(path: string): string {
  const stamp = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const aside = join(dirname(path), basename(path).replace(/\.sqlite$/, `.damaged-${stamp}.sqlite`));
  for (const suffix of ["", "-wal", "-shm"]) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  }
  return aside;
}
