import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, describe, expect, it } from "vitest";
import type { Message } from "../../shared/chat/message.ts";
import { ConversationStore } from "../chat/conversation-store.ts";
import { backupsIn } from "./backups.ts";
import { openDatabase } from "./open-database.ts";

const database = join(import.meta.dirname, "../../tests/fixtures/databases/format-4/conversations.sqlite");
const script = join(import.meta.dirname, "../../tests/fixtures/killed-migration.ts");

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function copyOfDatabase(): string {
  const folder = mkdtempSync(join(tmpdir(), "facet-killed-"));
  folders.push(folder);
  cpSync(database, join(folder, "conversations.sqlite"));
  return folder;
}

const migrateIn = (folder: string, killAt: number) =>
  spawnSync(process.execPath, [script, folder, String(killAt)], { encoding: "utf8" });

/** What any version reads: the format and all rows. */
function contentOf(folder: string) {
  const sqlite = new DatabaseSync(join(folder, "conversations.sqlite"));
  const version = sqlite.prepare("PRAGMA user_version").get()?.["user_version"];
  const damage = sqlite.prepare("PRAGMA integrity_check").all();
  const rows = ["conversations", "messages", "parts", "message_search_docsize"].map((table) =>
    sqlite.prepare(`SELECT * FROM ${table} ORDER BY rowid`).all(),
  );
  sqlite.close();
  return { version, damage, rows };
}

function chatsIn(folder: string) {
  const home = { databaseFile: join(folder, "conversations.sqlite"), backupsFolder: join(folder, "backups") };
  const opened = openDatabase(home);
  const store = new ConversationStore(opened.database);
  const chats = store.list().map(({ id }) => {
    const { messages, ...head } = store.read(id);
    return { ...head, messages: messages.map(withoutPartIds) };
  });
  opened.database.close();
  return { notice: opened.notice, chats };
}

const withoutPartIds = (message: Message) => ({
  ...message,
  parts: message.parts.map(({ id: _, ...part }) => part),
});

describe("a process that is killed during a migration", { timeout: 300_000 }, () => {
  it("leaves the database as it was or migrated, whenever that happens", () => {
    const original = contentOf(copyOfDatabase());
    const whole = copyOfDatabase();
    const count = Number(migrateIn(whole, 0).stdout);
    expect(count).toBeGreaterThan(12);
    const expected = chatsIn(whole);
    expect(expected.notice).toBeNull();
    expect(expected.chats).toHaveLength(54);
    let migrated = 0;
    for (let killAt = 1; killAt <= count; killAt++) {
      const folder = copyOfDatabase();
      expect(migrateIn(folder, killAt).signal, `before statement ${killAt}`).toBe("SIGKILL");
      const left = contentOf(folder);
      if (left.version === 4) expect(left).toEqual(original);
      else migrated += 1;
      expect(left.damage).toEqual([{ integrity_check: "ok" }]);
      expect(chatsIn(folder), `before statement ${killAt}`).toEqual(expected);
      const backups = backupsIn(join(folder, "backups"));
      expect(backups.length).toBeGreaterThan(0);
      for (const backup of backups) expect(backup).toMatch(/-format4\.sqlite$/);
    }
    // Only the last statement comes after the end of the transaction.
    expect(migrated).toBe(1);
  });
});
