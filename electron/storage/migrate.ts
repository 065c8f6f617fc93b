import { rmSync } from "node:fs";
import { AppError } from "../../shared/ipc/result.ts";
import { createBackup, removeOldBackups, startExpiry } from "./backups.ts";
import type { Database } from "./database.ts";
import type { Migration } from "./migrations/migration.ts";

/**
 * Migrates a database to the newest schema, in one transaction. A database that is not empty is first backed
 * up to `backupsFolder`.
 * @throws AppError `storage-failed` {reason: "newer-version", found, supported}
 */
export function migrate(database: Database, migrations: readonly Migration[], backupsFolder: string): void {
  const found = versionOf(database);
  const supported = migrations.at(-1)?.version ?? 0;
  if (found > supported) {
    throw new AppError(
      "storage-failed",
      `The chats in this data folder were written by a newer version of Facet (format ${found}, this version supports ` +
        `${supported}). Nothing was changed. Update Facet, or set FACET_HOME to another folder.`,
      { reason: "newer-version", found, supported },
    );
  }
  if (found === supported) return;
  if (found === 0) {
    runMigrations(database, migrations);
    return;
  }
  const backup = createBackup(database, found, backupsFolder);
  try {
    runMigrations(database, migrations);
  } catch (thrown) {
    // The database is unchanged, and the disk may be full.
    rmSync(backup, { force: true });
    throw thrown;
  }
  removeOldBackups(backupsFolder);
  startExpiry(found, backupsFolder);
}

/** Runs all missing steps or, where one fails or the process ends, none of them. */
export function runMigrations(database: Database, migrations: readonly Migration[]): void {
  const found = versionOf(database);
  // A step that rebuilds a table drops the old one, which must not cascade. SQLite allows this switch only
  // outside a transaction.
  database.execute("PRAGMA foreign_keys = OFF");
  try {
    database.transaction(() => {
      for (const { version, sql } of migrations) {
        if (version <= found) continue;
        database.execute(sql);
        database.execute(`PRAGMA user_version = ${version}`);
      }
      const broken = database.prepare("PRAGMA foreign_key_check").all();
      if (broken.length > 0) throw new Error(`Migrating from format ${found} leaves broken references`);
    });
  } finally {
    database.execute("PRAGMA foreign_keys = ON");
  }
}

function versionOf(database: Database): number {
  return database.prepare<{ user_version: number }>("PRAGMA user_version").get()?.user_version ?? 0;
}
