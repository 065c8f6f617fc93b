import { chmodSync, copyFileSync, existsSync, rmSync } from "node:fs";
import { Database } from "./database.ts";
import { runMigrations } from "./migrate.ts";
import type { Migration } from "./migrations/migration.ts";
import { SearchIndex } from "../chat/search/search-index.ts";

/**
 * Copies a database whose tables are intact and only its indexes are damaged: the rows are inserted into a
 * new file, which builds new indexes, and is then migrated to the newest schema. The original is not opened,
 * because that would checkpoint its WAL.
 * @returns the path of the new file; null when a table is damaged too
 */
export function repairedCopy(path: string, migrations: readonly Migration[]): string | null {
  const [work, repaired] = [path + suffixes.work, path + suffixes.repaired];
  try {
    removeDatabase(repaired);
    for (const suffix of ["", "-wal"]) {
      if (existsSync(path + suffix)) copyFileSync(path + suffix, work + suffix);
    }
    using database = new Database(repaired);
    chmodSync(repaired, 0o600);
    database.prepare("ATTACH ? AS damaged").run(work);
    copyTables(database, migrations);
    database.execute("DETACH damaged");
    runMigrations(database, migrations);
    new SearchIndex(database).rebuild();
    return repaired;
  } catch {
    removeDatabase(repaired);
    return null;
  } finally {
    removeDatabase(work);
  }
}

const suffixes = { work: ".mending", repaired: ".mended" } as const;

/** Whether a file of the data folder was left by a process that was killed during such a repair. */
export function isUnfinishedRepair(fileName: string): boolean {
  return Object.values(suffixes).some((suffix) => fileName.includes(`.sqlite${suffix}`));
}

function copyTables(database: Database, migrations: readonly Migration[]) {
  const version = database.prepare<{ user_version: number }>("PRAGMA damaged.user_version").get();
  const found = version?.user_version ?? 0;
  for (const { sql } of migrations.filter((migration) => migration.version <= found)) database.execute(sql);
  database.execute(`PRAGMA foreign_keys = OFF; PRAGMA user_version = ${found}`);
  const tables = database.prepare<{ name: string }>(`
    SELECT name FROM main.sqlite_schema
    WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'message\\_search%' ESCAPE '\\'`);
  database.transaction(() => {
    for (const { name } of tables.all()) {
      // With this ORDER BY and NOT INDEXED, SQLite reads the rows from the table and not through an index.
      database.execute(`INSERT INTO main.${name} SELECT * FROM damaged.${name} NOT INDEXED ORDER BY rowid`);
    }
  });
  const broken = database.prepare("PRAGMA main.foreign_key_check").all();
  if (broken.length > 0) throw new Error("The copy has broken references");
}

function removeDatabase(path: string) {
  for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(path + suffix, { force: true });
}
