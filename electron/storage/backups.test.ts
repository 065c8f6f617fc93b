import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { backupsIn, createBackup, removeExpiredBackups, startExpiry } from "./backups.ts";
import { Database } from "./database.ts";

const dayMs = 24 * 3_600_000;

let folder: string;
let database: Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "facet-backups-"));
  database = new Database(join(folder, "c.sqlite"));
  database.execute("CREATE TABLE chats (title TEXT); INSERT INTO chats VALUES ('kept')");
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const backups = () => join(folder, "backups");
const age = (path: string, days: number) => {
  const then = new Date(Date.now() - days * dayMs);
  utimesSync(path, then, then);
};

describe("backups", () => {
  it("hold what the database held", () => {
    using copy = new Database(createBackup(database, 4, backups()));
    expect(copy.prepare("SELECT title FROM chats").all()).toEqual([{ title: "kept" }]);
  });

  it("expire 30 days after the migration, however long before it they were made", () => {
    const [old, other] = [createBackup(database, 4, backups()), createBackup(database, 3, backups())];
    age(old, 90);
    age(other, 29);
    startExpiry(4, backups());
    expect(removeExpiredBackups(backups(), Date.now() + dayMs / 2)).toBe(0);
    expect(removeExpiredBackups(backups(), Date.now() + 2 * dayMs)).toBe(1);
    expect(backupsIn(backups())).toEqual([old]);
    expect(removeExpiredBackups(backups(), Date.now() + 29 * dayMs)).toBe(0);
    expect(removeExpiredBackups(backups(), Date.now() + 31 * dayMs)).toBe(1);
    expect(readdirSync(backups())).toEqual([]);
  });

  it("of a killed process are completed by nobody, and go with the next one", () => {
    mkdirSync(backups());
    writeFileSync(join(backups(), "conversations-20260101T000000Z-format4.sqlite.part"), "half a back");
    expect(backupsIn(backups())).toHaveLength(1);
    const backup = createBackup(database, 4, backups());
    expect(backupsIn(backups())).toEqual([backup]);
  });

  it("leave other files in their folder alone", () => {
    mkdirSync(backups());
    const mine = join(backups(), "my notes.txt");
    writeFileSync(mine, "mine");
    age(mine, 90);
    createBackup(database, 4, backups());
    expect(removeExpiredBackups(backups(), Date.now() + 90 * dayMs)).toBe(1);
    expect(readdirSync(backups())).toEqual(["my notes.txt"]);
  });

  it("are none where there is no folder for them", () => {
    expect(backupsIn(backups())).toEqual([]);
    expect(removeExpiredBackups(backups())).toBe(0);
  });
});
