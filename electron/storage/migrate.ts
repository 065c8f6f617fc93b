import { chmodSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../../shared/ipc/result.ts";
import type { Database } from "./database.ts";
import type { Migration } from "./migrations/migrations.ts";

const copiesKept = 3;

/**
 * Migrates a database to the newest schema. A database that is not empty is first backed up to
 * `backupsFolder`.
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
  if (found > 0) keepCopy(database, found, backupsFolder);
  // A step that rebuilds a table drops the old one, which must not cascade. SQLite allows this switch only
  // outside a transaction.
  database.execute("PRAGMA foreign_keys = OFF");
  for (const migration of migrations.filter(({ version }) => version > found)) {
    database.transaction(() => {
      database.execute(migration.sql);
      const broken = database.prepare("PRAGMA foreign_key_check").all();
      if (broken.length > 0) throw new Error(`Migration ${migration.version} leaves broken references`);
      database.execute(`PRAGMA user_version = ${migration.version}`);
    });
  }
  database.execute("PRAGMA foreign_keys = ON");
}

function versionOf(database: Database): number {
  return database.prepare<{ user_version: number }>("PRAGMA user_version").get()?.user_version ?? 0;
}

function keepCopy(database: Database, version: number, folder: string) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const copy = join(folder, `conversations-${time}-format${version}.sqlite`);
  database.prepare("VACUUM INTO ?").run(copy);
  chmodSync(copy, 0o600);
  const copies = readdirSync(folder).filter((name) => /^conversations-.*\.sqlite$/.test(name));
  // Their names start with the time.
  for (const old of copies.sort().slice(0, -copiesKept)) rmSync(join(folder, old));
}
