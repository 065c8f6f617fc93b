import { closeSync, existsSync, openSync, renameSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Notice } from "../../shared/ipc/contract.ts";
import type { Home } from "../home/home.ts";
import { Database } from "./database.ts";
import { mendedCopy } from "./repaired-copy.ts";
import { migrate } from "./migrate.ts";
import { migrations as allMigrations } from "./migrations/migrations.ts";
import { damage, isDamage } from "./storage-failure.ts";

export interface OpenedDatabase {
  readonly database: Database;
  /** Set when a damaged database was set aside and this one is new, or made of what was sound in it. */
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
    const mended = mendedCopy(home.databaseFile, migrations);
    const aside = setAside(home.databaseFile);
    if (mended !== null) renameSync(mended, home.databaseFile);
    const code = mended === null ? "database-set-aside" : "database-mended";
    return { database: openSound(home, migrations), notice: { code, data: { file: aside } } };
  }
}

function openSound(home: Pick<Home, "databaseFile" | "backupsFolder">, migrations: typeof allMigrations) {
  expectWhole(home.databaseFile);
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

/** What SQLite would answer with a mere "unable to open", or by deleting what it takes for a leftover. */
function expectWhole(path: string) {
  const main = statSync(path, { throwIfNoEntry: false });
  if (main && !main.isFile()) throw damage("there is a folder in its place");
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
  if ((main?.size ?? 0) === 0 && (log?.size ?? 0) > 0) throw damage("only its log is left");
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

/**
 * The log first: were the process killed in between, SQLite would take a log without its file for a leftover.
 * @returns the new name of the damaged file
 */
function setAside(path: string): string {
  const aside = freeName(path);
  for (const suffix of suffixes) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  }
  return aside;
}

/** Whether a file of the data folder is a database, or its log, that was set aside. */
export function isSetAside(fileName: string): boolean {
  return /\.damaged-[^.]*\.sqlite/.test(fileName);
}

const suffixes = ["-wal", "-shm", ""];

/** Renaming onto another file would delete that one. */
function freeName(path: string): string {
  const stamp = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  for (let count = 1; ; count++) {
    const name = `.damaged-${stamp}${count === 1 ? "" : `-${count}`}.sqlite`;
    const aside = join(dirname(path), basename(path).replace(/\.sqlite$/, name));
    if (!suffixes.some((suffix) => existsSync(aside + suffix))) return aside;
  }
}
