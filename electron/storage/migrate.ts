import { rmSync } from "node:fs";
import { AppError } from "../../shared/ipc/result.ts";
import { keepCopy, startExpiry } from "./backup-copies.ts";
import type { Database } from "./database.ts";
import type { Migration } from "./migrations/migrations.ts";

/**
 * Brings a database to the newest schema, in one transaction; one that holds something is first copied to `backupsFolder`.
 * @throws AppError `storage-failed` {reason: "newer-version", found, supported}
 */
export function migrate(database: Database, migrations: readonly Migration[], backupsFolder: string): void {
  const found = versionOf(database);
  const supported = migrations.at(-1)?.version ?? 0;
  if (found > supported) {
    throw new AppError(
      "storage-failed",
      `The chats in this data folder were written by a newer version of Facet (format ${found}, this one knows ` +
        `${supported}). Nothing was changed. Update Facet, or set FACET_HOME to another folder.`,
      { reason: "newer-version", found, supported },
    );
  }
  if (found === supported) return;
  if (found === 0) {
    runMigrations(database, migrations);
    return;
  }
  const copy = keepCopy(database, found, backupsFolder);
  try {
    runMigrations(database, migrations);
  } catch (thrown) {
    // The database is as it was, so the copy only takes up space, and the disk may be full.
    rmSync(copy, { force: true });
    throw thrown;
  }
  startExpiry(found, backupsFolder);
}

/** All of the steps that the database has not been through, or none: what interrupts them leaves it as it was. */
export function runMigrations(database: Database, migrations: readonly Migration[]): void {
  const found = versionOf(database);
  // A step that rebuilds a table drops the old one, which must not cascade; SQLite allows the switch only outside.
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
