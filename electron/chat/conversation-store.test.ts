import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defaultChatSettings } from "../../shared/chat/default-chat-settings.ts";
import type { Message } from "../../shared/chat/message.ts";
import {
  attachedPart,
  filePart,
  mediaContent,
  messageWith,
  reasoningPart,
  textPart,
} from "../../tests/fixtures/message-parts.ts";
import { ConversationStore } from "./conversation-store.ts";
import type { Database } from "../storage/database.ts";
import { openDatabase } from "../storage/open-database.ts";

let folder: string;
let database: Database;
let store: ConversationStore;

function reopen() {
  database.close();
  open();
}

function open() {
  const home = { databaseFile: join(folder, "c.sqlite"), backupsFolder: join(folder, "backups") };
  ({ database } = openDatabase(home));
  store = new ConversationStore(database);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "facet-store-"));
  open();
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

function addConversation(id: string, updatedAtMs = 1) {
  const model = { modelId: "m.gguf", modelName: "M" };
  const times = { createdAtMs: 1, updatedAtMs };
  store.create({
    id,
    title: `Chat ${id}`,
    ...times,
    ...model,
    settings: defaultChatSettings,
    activeLeafId: null,
  });
}

function message(id: string, parentId: string | null, change: Partial<Message> = {}): Message {
  return messageWith({ id, parentId, parts: [textPart(id)], ...change });
}

const stats = {
  promptTokens: 1,
  reusedTokens: 0,
  generatedTokens: 3,
  timeToFirstTokenMs: 10,
  tokensPerSecond: 9.5,
  contextUsedTokens: 4,
  contextSizeTokens: 8192,
};

describe("ConversationStore", () => {
  it("returns stored messages unchanged, also after the database was closed", () => {
    addConversation("c");
    const question = message("q", null, {
      parts: [
        attachedPart(mediaContent),
        filePart("notes.md", "# Notes\n"),
        textPart("What is this? \u{1F600} \0 end"),
      ],
    });
    const reply = message("r", "q", {
      role: "assistant",
      parts: [],
      status: { type: "streaming" },
      modelName: "M",
      task: { name: "read-receipt", thinking: false, temperature: 0, jsonSchema: { type: "object" } },
    });
    store.messages.add(question);
    store.messages.add(reply);
    const [reasoning, answer] = [reasoningPart("hm", { durationMs: 1200 }), textPart("A receipt")];
    store.messages.writeParts("r", [
      { position: 0, part: reasoning },
      { position: 1, part: answer },
    ]);
    const finished = store.messages.finish("r", {
      status: { type: "complete" },
      stats,
      modelName: "M2",
      contextStartId: "q",
    });
    store.change("c", { activeLeafId: "r" });
    reopen();
    expect(store.read("c")).toEqual({
      id: "c",
      title: "Chat c",
      createdAtMs: 1,
      updatedAtMs: 1,
      modelId: "m.gguf",
      modelName: "M",
      settings: defaultChatSettings,
      activeLeafId: "r",
      messages: [
        question,
        {
          ...reply,
          status: { type: "complete" },
          stats,
          modelName: "M2",
          contextStartId: "q",
          parts: [reasoning, answer],
        },
      ],
    });
    expect(store.messages.get("r")).toEqual(finished);
  });

  it("stores every kind of ending", () => {
    addConversation("c");
    const error = { code: "engine-crashed", message: "It ended", data: { exitCode: null } } as const;
    store.messages.add(message("a", null, { status: { type: "incomplete", reason: "context-full" } }));
    store.messages.add(message("b", null, { status: { type: "failed", error } }));
    expect(store.read("c").messages.map(({ status }) => status)).toEqual([
      { type: "incomplete", reason: "context-full" },
      { type: "failed", error },
    ]);
  });

  it("lists chats in the order of their last update", () => {
    addConversation("old", 1);
    addConversation("new", 3);
    addConversation("middle", 2);
    expect(store.list().map(({ id }) => id)).toEqual(["new", "middle", "old"]);
    store.touch("old", 4);
    expect(store.list().map(({ id }) => id)).toEqual(["old", "new", "middle"]);
  });

  it("hides a deleted chat, restores it within 30 days, and removes it for good by the next start after them", () => {
    const days = (count: number) => count * 24 * 3_600_000;
    const deletedAtMs = days(20_000);
    addConversation("c");
    addConversation("kept");
    store.messages.add(message("q", null));
    store.delete("c", deletedAtMs);
    expect(store.list().map(({ id }) => id)).toEqual(["kept"]);
    expect(() => store.read("c")).toThrow("no such chat");
    reopen();
    store.tidyUp(deletedAtMs + days(29));
    expect(store.listDeleted(deletedAtMs + days(29))).toMatchObject([{ id: "c", deletedAtMs }]);
    store.restore("c", deletedAtMs + days(29));
    expect(store.read("c").messages).toHaveLength(1);

    store.delete("c", deletedAtMs);
    expect(store.listDeleted(deletedAtMs + days(30))).toEqual([]);
    expect(() => store.restore("c", deletedAtMs + days(30))).toThrow("no such chat");
    store.tidyUp(deletedAtMs + days(30));
    expect(() => store.messages.get("q")).toThrow("no such message");
    const left = ["messages", "parts", "message_search"].map((table) =>
      database.prepare(`SELECT count(*) AS count FROM ${table}`).get(),
    );
    expect(left).toEqual([{ count: 0 }, { count: 0 }, { count: 0 }]);
  });

  it("does not restore a chat that is to be erased, and removes it at the next start", () => {
    for (const id of ["a", "b", "c"]) addConversation(id);
    const nowMs = Date.now();
    store.delete("a", nowMs);
    store.delete("b", nowMs);
    expect(store.giveUp({ id: "c" })).toEqual([]);
    expect(store.giveUp({ id: "a" })).toEqual(["a"]);
    expect(store.listDeleted(nowMs).map(({ id }) => id)).toEqual(["b"]);
    expect(() => store.restore("a", nowMs)).toThrow("no such chat");
    expect(store.giveUp("deleted")).toEqual(["b"]);
    expect(store.giveUp("all")).toEqual(["c"]);
    reopen();
    store.tidyUp(nowMs);
    expect(database.prepare("SELECT count(*) AS count FROM conversations").get()).toEqual({ count: 0 });
  });

  it("deletes a chat longer than SQLite's cascade limit", () => {
    addConversation("c");
    store.transaction(() => {
      for (let index = 0; index < 2_500; index++) {
        store.messages.add(message(`m${index}`, index === 0 ? null : `m${index - 1}`));
      }
    });
    store.delete("c", 1);
    store.tidyUp(Date.now());
    expect(database.prepare("SELECT count(*) AS count FROM messages").get()).toEqual({ count: 0 });
  });

  it("ends replies that an earlier process left streaming and indexes their text", () => {
    addConversation("c");
    store.messages.add(message("r", null, { role: "assistant", parts: [], status: { type: "streaming" } }));
    store.messages.writeParts("r", [{ position: 0, part: textPart("Half an ans", { status: "streaming" }) }]);
    reopen();
    store.tidyUp(Date.now());
    expect(store.messages.get("r")).toMatchObject({
      status: { type: "incomplete", reason: "interrupted" },
      parts: [{ type: "text", text: "Half an ans", status: "incomplete" }],
    });
    const found = database
      .prepare("SELECT count(*) AS count FROM message_search WHERE message_search MATCH ?")
      .get('"half an"');
    expect(found).toEqual({ count: 1 });
  });

  it("rejects a parent from another chat and rolls back a failed transaction", () => {
    addConversation("c");
    addConversation("d");
    store.messages.add(message("q", null));
    expect(() =>
      store.transaction(() => {
        store.rename("d", "Renamed");
        store.messages.add(message("x", "q", { conversationId: "d" }));
      }),
    ).toThrow("FOREIGN KEY");
    expect(store.summary("d").title).toBe("Chat d");
  });

  it("reads a chat of 1,000 messages in a few milliseconds", () => {
    addConversation("c");
    store.transaction(() => {
      for (let index = 0; index < 1_000; index++) {
        const parts = [reasoningPart("t".repeat(500)), textPart("x".repeat(1_500))];
        store.messages.add(message(`m${index}`, index === 0 ? null : `m${index - 1}`, { parts }));
      }
    });
    reopen();
    // CPU time, because the machines that run tests are busy.
    const milliseconds = Array.from({ length: 5 }, () => {
      const start = process.cpuUsage();
      expect(store.read("c").messages).toHaveLength(1_000);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    });
    // It takes a few milliseconds.
    expect(Math.min(...milliseconds)).toBeLessThan(100);
  });
});
