import {
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defaultChatSettings } from "../../shared/chat/default-chat-settings.ts";
import { messageWith, textPart } from "../../tests/fixtures/message-parts.ts";
import { ConversationSearch } from "../chat/search/conversation-search.ts";
import { ConversationStore } from "../chat/conversation-store.ts";
import { Database } from "./database.ts";
import { migrations } from "./migrations/migrations.ts";
import type { Migration } from "./migrations/migration.ts";
import { openDatabase } from "./open-database.ts";

let home: { folder: string; databaseFile: string; backupsFolder: string };
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), "facet-database-"));
  home = { folder, databaseFile: join(folder, "c.sqlite"), backupsFolder: join(folder, "backups") };
});
afterEach(() => rmSync(home.folder, { recursive: true, force: true }));

/** Opens the database, adds a chat with one message, and closes it. */
function addChat(title: string) {
  const { database } = openDatabase(home);
  const model = { modelId: "m", modelName: "M" };
  const times = { createdAtMs: 1, updatedAtMs: 1 };
  const store = new ConversationStore(database);
  const add = () => {
    store.create({
      id: title,
      title,
      ...times,
      ...model,
      settings: defaultChatSettings,
      activeLeafId: null,
    });
    store.messages.add(
      messageWith({
        id: `in ${title}`,
        conversationId: title,
        parts: [textPart("Words", { id: `of ${title}` })],
      }),
    );
  };
  store.transaction(add);
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
  it("creates a database readable by its owner only, without a backup", () => {
    addChat("a");
    expect(statSync(home.databaseFile).mode & 0o777).toBe(0o600);
    expect(readdirSync(home.folder)).toEqual(["c.sqlite"]);
  });

  it("backs up the database before a migration and keeps the last three backups", () => {
    addChat("a");
    for (let count = 1; count <= 5; count++) {
      const steps = Array.from({ length: count }, (_, index) =>
        next(`CREATE TABLE later_${index} (id INTEGER)`, migrations.length + 1 + index),
      );
      openDatabase(home, [...migrations, ...steps]).database.close();
    }
    const copies = readdirSync(home.backupsFolder).sort((a, b) =>
      a.localeCompare(b, "en", { numeric: true }),
    );
    expect(copies.map((name) => name.replace(/\d{8}T\d{6}Z/, "TIME"))).toEqual(
      [2, 3, 4].map((step) => `conversations-TIME-format${migrations.length + step}.sqlite`),
    );
    for (const copy of copies) {
      expect(titlesIn(join(home.backupsFolder, copy))).toEqual(["a"]);
      expect(statSync(join(home.backupsFolder, copy)).mode & 0o777).toBe(0o600);
    }
    expect(titlesIn(home.databaseFile)).toEqual(["a"]);
  });

  it("changes nothing when a migration fails halfway", () => {
    addChat("a");
    const failing = next("CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1);");
    expect(() => openDatabase(home, [...migrations, failing])).toThrow("nowhere");
    const { database } = openDatabase(home);
    expect(database.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").all()).toEqual([]);
    expect(readdirSync(home.backupsFolder)).toEqual([]);
    database.close();
    expect(titlesIn(home.databaseFile)).toEqual(["a"]);
  });

  it("keeps the earlier backups when a migration fails", () => {
    addChat("a");
    const steps = [1, 2, 3].map((count) =>
      next(`CREATE TABLE later_${count} (id INTEGER)`, migrations.length + count),
    );
    for (const count of [1, 2, 3]) {
      openDatabase(home, [...migrations, ...steps.slice(0, count)]).database.close();
    }
    const before = readdirSync(home.backupsFolder);
    const failing = next("INSERT INTO nowhere VALUES (1);", migrations.length + 4);
    expect(() => openDatabase(home, [...migrations, ...steps, failing])).toThrow("nowhere");
    expect(before).toHaveLength(3);
    expect(readdirSync(home.backupsFolder)).toEqual(before);
  });

  it("can rebuild a table that others reference", () => {
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

  it("rejects the database of a newer version with a clear message and leaves it unchanged", () => {
    addChat("a");
    openDatabase(home, [...migrations, next("CREATE TABLE later (id INTEGER)")]).database.close();
    expect(() => openDatabase(home)).toThrow(
      expect.objectContaining({
        code: "storage-failed",
        message: expect.stringMatching(/newer version of Facet.*Update Facet/) as unknown,
        data: { reason: "newer-version", found: migrations.length + 1, supported: migrations.length },
      }) as Error,
    );
    expect(titlesIn(home.databaseFile)).toEqual(["a"]);
  });

  it.each([
    ["is not a database", (file: string) => writeFileSync(file, "These are not the bytes. ".repeat(400))],
    ["has a corrupted header", (file: string) => overwrite(file, 0, 100)],
    ["was truncated", (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2))],
    ["lost its last page", (file: string) => truncateSync(file, statSync(file).size - 4096)],
    ["ends in the middle of its first page", (file: string) => truncateSync(file, 1000)],
    ["has a corrupted page", (file: string) => overwrite(file, ...pageOf("conversations"))],
    ["has corrupted message pages", (file: string) => overwrite(file, ...pageOf("messages"))],
    ["has corrupted text pages", (file: string) => overwrite(file, ...pageOf("parts"))],
  ])("renames a file that %s and reports its new name", (_, damageFile) => {
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

  it("renames a second damaged file without overwriting the first", () => {
    const kept = ["first", "second", "third"].map((word) => {
      writeFileSync(home.databaseFile, `${word} `.repeat(2000));
      const { database, notice } = openDatabase(home);
      database.close();
      return notice?.data["file"] ?? "";
    });
    expect(kept.map((file) => readFileSync(file, "utf8").slice(0, 6).trim())).toEqual([
      "first",
      "second",
      "third",
    ]);
  });

  it("renames a folder at the database's path, with its contents", () => {
    mkdirSync(home.databaseFile);
    writeFileSync(join(home.databaseFile, "mine.txt"), "mine");
    const { database, notice } = openDatabase(home);
    database.close();
    expect(readFileSync(join(notice?.data["file"] ?? "", "mine.txt"), "utf8")).toBe("mine");
    addChat("a");
    expect(titlesIn(home.databaseFile)).toEqual(["a"]);
  });

  it("creates a new database in an empty file without renaming anything", () => {
    writeFileSync(home.databaseFile, "");
    const { database, notice } = openDatabase(home);
    database.close();
    expect(notice).toBeNull();
  });

  it.each([
    ["that is empty", (file: string) => truncateSync(file, 0)],
    ["that is missing", (file: string) => rmSync(file)],
  ])("renames the WAL of a file %s, because it may hold the last chats", (_, damageFile) => {
    addChat("a");
    crashAfterAdding("in the log");
    const log = readFileSync(`${home.databaseFile}-wal`);
    expect(log.length).toBeGreaterThan(0);
    damageFile(home.databaseFile);
    const { database, notice } = openDatabase(home);
    database.close();
    expect(readFileSync(`${notice?.data["file"] ?? ""}-wal`).equals(log)).toBe(true);
  });

  it("recovers what a killed process left in the WAL", () => {
    addChat("a");
    crashAfterAdding("in the log");
    openDatabase(home).database.close();
    expect(titlesIn(home.databaseFile)).toEqual(["a", "in the log"]);
  });

  it("recovers everything before the damaged end of a WAL, as after a power cut", () => {
    addChat("a");
    crashAfterAdding("in the log", "torn");
    const { size } = statSync(`${home.databaseFile}-wal`);
    overwrite(`${home.databaseFile}-wal`, size - 2000, 2000);
    const { database, notice } = openDatabase(home);
    database.close();
    expect(notice).toBeNull();
    expect(titlesIn(home.databaseFile)).toEqual(["a", "in the log"]);
  });

  it("repairs a database with damaged indexes without loss and reports the damaged file's name", () => {
    addChat("a");
    overwrite(home.databaseFile, ...pageOf("conversations_by_update"));
    overwrite(home.databaseFile, ...pageOf("messages_by_parent"));
    const damaged = readFileSync(home.databaseFile);
    const { database, notice } = openDatabase(home);
    expect(notice?.code).toBe("database-repaired");
    expect(readFileSync(notice?.data["file"] ?? "").equals(damaged)).toBe(true);
    expect(new ConversationStore(database).list().map(({ title }) => title)).toEqual(["a"]);
    expect(database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
    const store = new ConversationStore(database);
    expect(store.read("a").messages).toMatchObject([{ parts: [{ text: "Words" }] }]);
    expect(new ConversationSearch(database, store).find("words")).toHaveLength(1);
    database.close();
    expect(statSync(home.databaseFile).mode & 0o777).toBe(0o600);
    expect(readdirSync(home.folder)).toHaveLength(2);
  });

  it("reports damage that occurs while it is open, and renames the file at the next start", () => {
    addChat("a");
    const words = pageOf("parts");
    const { database } = openDatabase(home);
    const store = new ConversationStore(database);
    overwrite(home.databaseFile, ...words);
    database.execute("PRAGMA shrink_memory");
    expect(() => store.read("a")).toThrow(
      expect.objectContaining({ code: "storage-failed", data: { reason: "damaged" } }) as Error,
    );
    expect(store.list()).toHaveLength(1);
    database.close();
    const again = openDatabase(home);
    again.database.close();
    expect(titlesIn(again.notice?.data["file"] ?? "")).toEqual(["a"]);
  });

  it("repairs a database of an earlier schema version, and migrates it", () => {
    writeOldChat(4);
    overwrite(home.databaseFile, ...pageOf("messages_by_parent"));
    overwrite(home.databaseFile, ...pageOf("conversations_by_update"));
    const { database, notice } = openDatabase(home);
    expect(notice?.code).toBe("database-repaired");
    const store = new ConversationStore(database);
    expect(store.read("c").messages).toMatchObject([
      { parts: [{ text: "An old question" }] },
      { parts: [{ type: "reasoning" }, { type: "text", text: "An old answer", status: "streaming" }] },
    ]);
    expect(new ConversationSearch(database, store).find("old question")).toHaveLength(1);
    expect(database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
    database.close();
    openDatabase(home).database.close();
    expect(readdirSync(home.folder)).toHaveLength(2);
  });

  it.each([1, 2, 3, 4])("reads the chats written by schema version %i", (version) => {
    writeOldChat(version);
    const { database, notice } = openDatabase(home);
    expect(notice).toBeNull();
    const store = new ConversationStore(database);
    store.tidyUp(Date.now());
    expect(store.list()).toMatchObject([{ id: "c", title: "Old chat" }]);
    expect(store.read("c")).toMatchObject({
      modelId: "old.gguf",
      activeLeafId: "r",
      settings: { temperature: 0.5, thinking: true },
      messages: [
        { id: "q", role: "user", parts: [{ type: "text", text: "An old question" }] },
        {
          id: "r",
          parentId: "q",
          parts: [
            { type: "reasoning", text: "hm", durationMs: 12, status: "complete" },
            { type: "text", text: "An old answer", status: "incomplete" },
          ],
          status: { type: "incomplete", reason: "interrupted" },
        },
      ],
    });
    expect(new ConversationSearch(database, store).find("old answer")).toHaveLength(1);
    database.close();
  });
});

/**
 * Rows as the first version wrote them, including a reply left streaming by a kill; later versions add
 * columns.
 */
const chatOfFormat1 = `
  INSERT INTO conversations (id, title, title_source, created_at_ms, updated_at_ms, active_leaf_id, model_id, model_name,
    settings) VALUES ('c', 'Old chat', 'message', 1, 2, 'r', 'old.gguf', 'Old', '{"temperature":0.5,"thinking":true}');
  INSERT INTO messages (id, conversation_id, parent_id, role, created_at_ms, status, model_name) VALUES
    ('q', 'c', NULL, 'user', 1, 'complete', NULL), ('r', 'c', 'q', 'assistant', 2, 'streaming', 'Old');
  INSERT INTO parts (message_seq, position, type, text, duration_ms) VALUES
    (1, 0, 'text', 'An old question', NULL), (2, 0, 'thought', 'hm', 12), (2, 1, 'text', 'An old answer', NULL);
  INSERT INTO message_search (rowid, text) VALUES (1, 'An old question');`;

function writeOldChat(version: number) {
  const old = new DatabaseSync(home.databaseFile);
  for (const { sql } of migrations.slice(0, version)) old.exec(sql);
  old.exec(`${chatOfFormat1} PRAGMA user_version = ${version};`);
  old.close();
}

function overwrite(file: string, start: number, length: number) {
  const handle = openSync(file, "r+");
  writeSync(handle, Buffer.alloc(length, 0xa5), 0, length, start);
  closeSync(handle);
}

/** The offset and length, in bytes, of the first page of a table or an index. */
function pageOf(name: string): [start: number, length: number] {
  const database = new DatabaseSync(home.databaseFile, { readOnly: true });
  const row = database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = ?").get(name);
  database.close();
  return [(Number(row?.["rootpage"]) - 1) * 4096, 4096];
}

/** Leaves what a killed process leaves: a WAL that was not checkpointed. */
function crashAfterAdding(...titles: string[]) {
  const copy = join(home.folder, "copy");
  const { database } = openDatabase(home);
  for (const title of titles) addChat(title);
  mkdirSync(copy);
  for (const suffix of ["", "-wal"]) copyFileSync(home.databaseFile + suffix, join(copy, `c${suffix}`));
  database.close();
  for (const suffix of ["", "-wal"]) renameSync(join(copy, `c${suffix}`), home.databaseFile + suffix);
}

describe("a database of the first schema version", () => {
  it("opens with its chats, none pinned, and leaves an unchanged backup", () => {
    const { database } = openDatabase(home, migrations.slice(0, 1));
    database.execute(`
      INSERT INTO conversations (id, title, title_source, created_at_ms, updated_at_ms, model_id, model_name, settings)
        VALUES ('c', 'Old', 'message', 1, 1, 'm', 'M', '{}');
      INSERT INTO messages (id, conversation_id, role, created_at_ms, status) VALUES ('q', 'c', 'user', 1, 'complete');
      INSERT INTO parts (message_seq, position, type, text) VALUES (1, 0, 'text', 'Words');`);
    database.close();
    const opened = openDatabase(home).database;
    expect(new ConversationStore(opened).messages.ofConversation("c")).toMatchObject([
      { id: "q", parts: [{ type: "text", text: "Words" }], isPinned: false, contextStartId: null },
    ]);
    opened.close();
    const [copy = "", ...others] = readdirSync(home.backupsFolder);
    expect(others).toEqual([]);
    expect(copy).toMatch(/-format1\.sqlite$/);
    const kept = new Database(join(home.backupsFolder, copy));
    expect(
      kept.prepare("SELECT name FROM pragma_table_info('messages') WHERE name = 'pinned'").all(),
    ).toEqual([]);
    kept.close();
  });
});
