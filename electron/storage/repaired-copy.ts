import { chmodSync, copyFileSync, existsSync, rmSync } from "node:fs";
import { Database } from "./database.ts";
import { runMigrations } from "./migrate.ts";
import type { Migration } from "./migrations/migrations.ts";
import { SearchIndex } from "../chat/search/search-index.ts";

/**
 * Where only indexes of a database are damaged, nothing is lost: its tables are copied row by row into a new file, which
 * makes its indexes itself, and brought to the newest schema. The damaged file is not opened, which would put its log
 * into it.
 * @returns the path of the new file; null where a table is damaged too
 */
export function mendedCopy(path: string, migrations: readonly Migration[]): string | null {
  const [work, mended] = [path + suffixes.work, path + suffixes.mended];
  try {
    removeDatabase(mended);
    for (const suffix of ["", "-wal"]) {
      if (existsSync(path + suffix)) copyFileSync(path + suffix, work + suffix);
    }
    using database = new Database(mended);
    chmodSync(mended, 0o600);
    database.prepare("ATTACH ? AS damaged").run(work);
    copyTables(database, migrations);
    database.execute("DETACH damaged");
    runMigrations(database, migrations);
    new SearchIndex(database).rebuild();
    return mended;
  } catch {
    removeDatabase(mended);
    return null;
  } finally {
    removeDatabase(work);
  }
}

const suffixes = { work: ".mending", mended: ".mended" } as const;

/** Whether a file of the data folder is what a killed process left of such a copy. */
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
      // In this order, SQLite reads the rows from the table itself and not by way of an index.
      database.execute(`INSERT INTO main.${name} SELECT * FROM damaged.${name} NOT INDEXED ORDER BY rowid`);
    }
  });
  const broken = database.prepare("PRAGMA main.foreign_key_check").all();
  if (broken.length > 0) throw new Error("References lead nowhere");
}

function removeDatabase(path: string) {
  for (const suffix of ["", "-wal", "-shm", "-journal"]) rmSync(path + suffix, { force: true });
}
