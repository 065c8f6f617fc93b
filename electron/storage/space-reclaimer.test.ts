import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openLog } from "../home/log.ts";
import { Database } from "./database.ts";
import { openDatabase } from "./open-database.ts";
import { SpaceReclaimer } from "./space-reclaimer.ts";

let folder: string;
let database: Database;
const file = () => join(folder, "c.sqlite");
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "facet-space-"));
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Fills 30 MB and frees them. */
function freeSpace(): void {
  database.execute(`
    CREATE TABLE filler (bytes BLOB);
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30)
      INSERT INTO filler SELECT zeroblob(1000000) FROM n;
    DELETE FROM filler;
  `);
}

function reclaimer(isIdle: () => boolean) {
  return new SpaceReclaimer({ database, isIdle, log: openLog(folder) });
}

it("gives the space of a large deletion back in steps", () => {
  ({ database } = openDatabase({ databaseFile: file(), backupsFolder: folder }));
  freeSpace();
  using reclaiming = reclaimer(() => true);
  expect(database.freeBytes()).toBeGreaterThan(25_000_000);
  let steps = 1;
  while (reclaiming.step()) steps++;
  expect(steps).toBeGreaterThan(3);
  expect(database.freeBytes()).toBeLessThan(8_000_000);
  expect(statSync(file()).size).toBeLessThan(9_000_000);
});

it("waits while a reply is written", () => {
  ({ database } = openDatabase({ databaseFile: file(), backupsFolder: folder }));
  freeSpace();
  using reclaiming = reclaimer(() => false);
  const before = database.freeBytes();
  expect(reclaiming.step()).toBe(false);
  expect(database.freeBytes()).toBe(before);
});

it("gives nothing back of an earlier version's database until it is rewritten", () => {
  database = new Database(file());
  database.execute("PRAGMA journal_mode = WAL");
  freeSpace();
  using reclaiming = reclaimer(() => true);
  const before = database.freeBytes();
  expect(reclaiming.step()).toBe(false);
  expect(database.freeBytes()).toBe(before);
  database.compact();
  expect(database.freeBytes()).toBe(0);
  freeSpace2();
  while (reclaiming.step());
  expect(database.freeBytes()).toBeLessThan(8_000_000);
});

function freeSpace2(): void {
  database.execute("DROP TABLE filler");
  freeSpace();
}
