import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defaultChatSettings } from "../../shared/chat/default-chat-settings.ts";
import { ConversationStore } from "./conversation-store.ts";
import { Database } from "./database.ts";
import { migrations, type Migration } from "./migrations/migrations.ts";
import { openDatabase } from "./open-database.ts";

let home: { folder: string; databaseFile: string; backupsFolder: string };
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), "facet-database-"));
  home = { folder, databaseFile: join(folder, "c.sqlite"), backupsFolder: join(folder, "backups") };
});
afterEach(() => rmSync(home.folder, { recursive: true, force: true }));

/** Opens, adds a chat, and closes. */
function addChat(title: string) {
  const { database } = openDatabase(home);
  const model = { modelId: "m", modelName: "M" };
  const times = { createdAtMs: 1, updatedAtMs: 1 };
  new ConversationStore(database).create({
    id: title,
    title,
    ...times,
    ...model,
    settings: defaultChatSettings,
    activeLeafId: null,
  });
  database.close();
}

function titlesIn(file: string): string[] {
  const database = new Database(file);
  const titles = database.prepare<{ title: string }>("SELECT title FROM conversations").all();
  database.close();
  return titles.map(({ title }) => title);
}

const next = (sql: string, version = migrations.length + 1): Migration => ({ version, sql });

describe("openDatabase", () => {
  it("makes a new one for its owner alone, without a copy of nothing", () => {
    addChat("a");
    expect(statSync(home.databaseFile).mode & 0o777).toBe(0o600);
    expect(readdirSync(home.folder)).toEqual(["c.sqlite"]);
  });

  it("takes a copy before the schema changes, and keeps the last three", () => {
    addChat("a");
    for (let version = 2; version <= 6; version++) {
      const steps = Array.from({ length: version - 1 }, (_, index) =>
        next(`CREATE TABLE later_${index + 2} (id INTEGER)`, index + 2),
      );
      openDatabase(home, [...migrations, ...steps]).database.close();
    }
    const copies = readdirSync(home.backupsFolder).sort();
    expect(copies.map((name) => name.replace(/\d{8}T\d{6}Z/, "TIME"))).toEqual(
      [3, 4, 5].map((format) => `conversations-TIME-format${format}.sqlite`),
    );
    for (const copy of copies) {
      expect(titlesIn(join(home.backupsFolder, copy))).toEqual(["a"]);
      expect(statSync(join(home.backupsFolder, copy)).mode & 0o777).toBe(0o600);
    }
    expect(titlesIn(home.databaseFile)).toEqual(["a"]);
  });

  it("changes nothing when a migration fails in the middle", () => {
    addChat("a");
    const failing = next("CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1);");
    expect(() => openDatabase(home, [...migrations, failing])).toThrow("nowhere");
    const { database } = openDatabase(home);
    expect(database.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").all()).toEqual([]);
    database.close();
    expect(titlesIn(home.databaseFile)).toEqual(["a"]);
  });

  it("may rebuild a table that others refer to", () => {
    addChat("a");
    const rebuild = next(`
      CREATE TABLE fresh AS SELECT * FROM conversations;
      DROP TABLE conversations;
      CREATE TABLE conversations (id TEXT PRIMARY KEY, title TEXT);
      INSERT INTO conversations SELECT id, title FROM fresh;
      DROP TABLE fresh;`);
    openDatabase(home, [...migrations, rebuild]).database.close();
    expect(titlesIn(home.databaseFile)).toEqual(["a"]);
  });

  it("refuses the database of a newer version in clear words, and leaves it alone", () => {
    addChat("a");
    openDatabase(home, [...migrations, next("CREATE TABLE later (id INTEGER)")]).database.close();
    expect(() => openDatabase(home)).toThrow(
      expect.objectContaining({
        code: "storage-failed",
        message: expect.stringMatching(/newer version of Facet.*Update Facet/) as unknown,
        data: { reason: "newer-version", found: 2, supported: 1 },
      }) as Error,
    );
    expect(titlesIn(home.databaseFile)).toEqual(["a"]);
  });

  it.each([
    ["is no database at all", (file: string) => writeFileSync(file, "These are not the bytes. ".repeat(400))],
    ["was cut short", (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2))],
    [
      "has a page of nonsense",
      (file: string) => {
        const bytes = readFileSync(file);
        bytes.fill(0xa5, 4096 * 2, 4096 * 4);
        writeFileSync(file, bytes);
      },
    ],
  ])("sets aside one that %s, and says where it is", (_, damageFile) => {
    addChat("a");
    damageFile(home.databaseFile);
    const damaged = readFileSync(home.databaseFile);
    const { database, notice } = openDatabase(home);
    database.close();
    expect(titlesIn(home.databaseFile)).toEqual([]);
    expect(notice?.code).toBe("database-set-aside");
    const aside = notice?.data["file"] ?? "";
    expect(aside).toMatch(/c\.damaged-\d{8}T\d{6}Z\.sqlite$/);
    expect(readFileSync(aside).equals(damaged)).toBe(true);
  });
});
