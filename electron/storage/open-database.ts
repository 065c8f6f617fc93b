import { closeSync, existsSync, openSync, renameSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Notice } from "../../shared/ipc/host-routes.ts";
import type { Home } from "../home/home.ts";
import { Database } from "./database.ts";
import { repairedCopy } from "./repaired-copy.ts";
import { migrate } from "./migrate.ts";
import { migrations as allMigrations } from "./migrations/migrations.ts";
import { damage, isDamage } from "./storage-failure.ts";

export interface OpenedDatabase {
  readonly database: Database;
  /** Set when a damaged database was renamed and this one is new or repaired. */
  readonly notice: Notice | null;
}

/**
 * Opens the chat database and migrates it to the newest schema. A damaged file is renamed and kept beside the
 * new one, never deleted.
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
    const repaired = repairedCopy(home.databaseFile, migrations);
    const aside = setAside(home.databaseFile);
    if (repaired !== null) renameSync(repaired, home.databaseFile);
    const code = repaired === null ? "database-set-aside" : "database-repaired";
    return { database: openSound(home, migrations), notice: { code, data: { file: aside } } };
  }
}

function openSound(home: Pick<Home, "databaseFile" | "backupsFolder">, migrations: typeof allMigrations) {
  expectWhole(home.databaseFile);
  // Created here, so that it and the files that SQLite puts beside it are readable by their owner only.
  closeSync(openSync(home.databaseFile, "a", 0o600));
  const isNew = statSync(home.databaseFile).size === 0;
  const database = new Database(home.databaseFile);
  try {
    // An earlier one gets it when it is compacted.
    if (isNew) database.execute("PRAGMA auto_vacuum = INCREMENTAL");
    // WAL with NORMAL loses nothing when the process is killed. A power cut may lose the last transactions,
    // but does not damage the file.
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
 * Detects cases that SQLite reports as "unable to open", or in which it would delete the WAL as a leftover.
 */
function expectWhole(path: string) {
  const main = statSync(path, { throwIfNoEntry: false });
  if (main && !main.isFile()) throw damage("its path is a folder");
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
  if ((main?.size ?? 0) === 0 && (log?.size ?? 0) > 0) throw damage("only its WAL is left");
}

/**
 * Takes two milliseconds per megabyte. The parts of a large database are not checked, because they are read
 * when shown, nor is the search index, which can be rebuilt.
 */
function check(database: Database, sizeBytes: number) {
  const names = sizeBytes < 100_000_000 ? checkedTables : checkedTables.slice(0, 2);
  for (const name of names) {
    const isThere = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = ?").get(name) !== undefined;
    if (!isThere) continue;
    const [first] = database.prepare<{ quick_check: string }>(`PRAGMA quick_check('${name}')`).all();
    if (first?.quick_check !== "ok") throw damage(first?.quick_check ?? "no result");
  }
}

const checkedTables = ["conversations", "messages", "parts"];

/**
 * Renames the WAL first: if the process were killed in between, SQLite would delete a WAL without its
 * database.
 * @returns the new path of the damaged file
 */
function setAside(path: string): string {
  const aside = freeName(path);
  for (const suffix of suffixes) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  }
  return aside;
}

/** Whether a file of the data folder is a damaged database that was renamed, or its WAL. */
export function isSetAside(fileName: string): boolean {
  return /\.damaged-[^.]*\.sqlite/.test(fileName);
}

const suffixes = ["-wal", "-shm", ""];

/** Renaming onto an existing file would replace it. */
function freeName(path: string): string {
  const stamp = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  for (let count = 1; ; count++) {
    const name = `.damaged-${stamp}${count === 1 ? "" : `-${count}`}.sqlite`;
    const aside = join(dirname(path), basename(path).replace(/\.sqlite$/, name));
    if (!suffixes.some((suffix) => existsSync(aside + suffix))) return aside;
  }
}
