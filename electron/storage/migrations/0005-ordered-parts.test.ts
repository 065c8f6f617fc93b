import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { migrations } from "./migrations.ts";

let database: DatabaseSync;
beforeEach(() => {
  database = new DatabaseSync(":memory:");
  for (const { sql } of migrations.slice(0, 4)) database.exec(sql);
  database.exec(
    "INSERT INTO conversations VALUES ('c', 'Chat', 'message', 1, 1, NULL, NULL, 'm', 'M', '{}')",
  );
});
afterEach(() => database.close());

interface OldMessage {
  readonly id: string;
  readonly parentId?: string;
  readonly role?: "user" | "assistant";
  readonly status?: "complete" | "streaming" | "incomplete" | "failed";
  readonly isReasoningOpen?: boolean;
  readonly task?: unknown;
}

function addMessage({ id, parentId, role, status = "complete", isReasoningOpen, task }: OldMessage): number {
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO messages (id, conversation_id, parent_id, role, created_at_ms, status, status_reason, status_error,
         reasoning_open, task) VALUES (?, 'c', ?, ?, 1, ?, ?, ?, ?, ?)`,
    )
    .run(
      id,
      parentId ?? null,
      role ?? "assistant",
      status,
      status === "incomplete" ? "stopped" : null,
      status === "failed" ? "{}" : null,
      isReasoningOpen ? 1 : 0,
      task === undefined ? null : JSON.stringify(task),
    );
  return Number(lastInsertRowid);
}

function addText(seq: number, position: number, text: string, change: { type?: string; cut?: boolean } = {}) {
  database
    .prepare(
      "INSERT INTO parts (message_seq, position, type, text, duration_ms, cut) VALUES (?, ?, ?, ?, ?, ?)",
    )
    .run(seq, position, change.type ?? "text", text, null, change.cut ? 1 : 0);
}

function addMedia(seq: number, position: number, kind: string, details: unknown) {
  database
    .prepare(
      "INSERT INTO parts (message_seq, position, type, name, media_kind, media_hash, media_details) VALUES (?, ?, 'media', 'a', ?, 'hash', ?)",
    )
    .run(seq, position, kind, JSON.stringify(details));
}

function migrated() {
  database.exec(`PRAGMA foreign_keys = OFF; BEGIN; ${migrations[4]?.sql ?? ""}; COMMIT`);
  const rows = database
    .prepare(
      `SELECT messages.id AS message, position, type, parts.status, payload FROM parts
       JOIN messages ON messages.seq = message_seq ORDER BY message_seq, position`,
    )
    .all();
  return rows.map(({ message, position, type, status, payload }) => ({
    message,
    position,
    type,
    status,
    payload: JSON.parse(String(payload)) as unknown,
  }));
}

const images = { prepared: [{ kind: "image", hash: "x" }] };
const clips = { prepared: [{ kind: "audio", hash: "x" }] };
const frames = {
  prepared: [
    { kind: "image", hash: "x" },
    { kind: "audio", hash: "y" },
  ],
};

describe("the migration to ordered parts", () => {
  it.each([
    ["image", "image", images, "receipt"],
    ["clip", "audio", clips, "transcript"],
    ["clip", "video", frames, "transcript"],
    ["image", "video", frames, "text"],
    ["clip", "image", images, "text"],
    ["image", "audio", clips, "text"],
    ["image", "image", { prepared: [] }, "text"],
    ["image", "image", {}, "text"],
    [undefined, "image", images, "text"],
  ])("turns a reply of a task for each %s about %s %j into %s", (each, kind, details, type) => {
    addMedia(addMessage({ id: "q", role: "user" }), 0, kind, details);
    addText(addMessage({ id: "r", parentId: "q", task: { name: "t", each } }), 0, "answer");
    expect(migrated()).toMatchObject([{ type: "media" }, { type, payload: { text: "answer" } }]);
  });

  it("looks for attachments in the question of a reply only", () => {
    addMedia(addMessage({ id: "q", role: "user" }), 0, "image", images);
    addMessage({ id: "other", role: "user" });
    addText(addMessage({ id: "r", parentId: "other", task: { each: "image" } }), 0, "answer");
    expect(migrated()).toMatchObject([{}, { message: "r", type: "text" }]);
  });

  it("does not change the type of a user's text, or of reasoning before a receipt", () => {
    const question = addMessage({ id: "q", role: "user", task: { each: "image" } });
    addMedia(question, 0, "image", images);
    addText(question, 1, "Read it");
    const reply = addMessage({ id: "r", parentId: "q", task: { each: "image" }, isReasoningOpen: true });
    addText(reply, 0, "hm", { type: "thought" });
    addText(reply, 1, "{}");
    expect(migrated()).toMatchObject([
      { type: "media" },
      { type: "text" },
      { type: "reasoning", payload: { text: "hm", durationMs: null, isOpen: true } },
      { type: "receipt" },
    ]);
  });

  it.each([
    ["complete", ["complete", "incomplete", "complete"]],
    ["streaming", ["complete", "incomplete", "streaming"]],
    ["incomplete", ["complete", "incomplete", "incomplete"]],
    ["failed", ["complete", "incomplete", "incomplete"]],
  ] as const)("takes the last part of a reply that is %s for the one it ended in", (status, expected) => {
    const reply = addMessage({ id: "r", status });
    addText(reply, 7, "c");
    addText(reply, 2, "b", { cut: true });
    addText(reply, 0, "a");
    const rows = migrated();
    expect(rows.map((row) => row.status)).toEqual(expected);
    expect(rows.map((row) => row.position)).toEqual([0, 1, 2]);
    expect(rows.map(({ payload }) => payload)).toEqual([{ text: "a" }, { text: "b" }, { text: "c" }]);
  });

  it("takes every part of a user's message for complete", () => {
    addText(addMessage({ id: "q", role: "user", status: "incomplete" }), 0, "a", { cut: true });
    expect(migrated()).toMatchObject([{ status: "complete" }]);
  });

  it.each(["null", "[]", "5"])("opens with a medium whose details are %s", (details) => {
    addMedia(addMessage({ id: "q", role: "user" }), 0, "image", JSON.parse(details));
    expect(migrated()).toMatchObject([{ payload: { kind: "image", hash: "hash", name: "a" } }]);
  });

  it("keeps any text to the letter", () => {
    const seq = addMessage({ id: "r" });
    const found = [
      ...fc.sample(fc.string({ unit: "binary" }), 200).map((text) => text.toWellFormed()),
      "\0 \u0001\u001f\u007f\u2028 \"\\/' \u{10FFFF}\uFFFE",
      "",
    ];
    for (const [position, text] of found.entries()) addText(seq, position, text);
    expect(migrated().map(({ payload }) => payload)).toEqual(found.map((text) => ({ text })));
  });

  it("removes from the search index what was corrected to nothing, and keeps the rest", () => {
    for (const [id, text] of [
      ["kept", "needle"],
      ["emptied", ""],
    ] as const) {
      const seq = addMessage({ id });
      addText(seq, 0, text);
      database.prepare("INSERT INTO message_search (rowid, text) VALUES (?, 'needle')").run(seq);
    }
    migrated();
    const found = database
      .prepare("SELECT id FROM messages WHERE seq IN (SELECT rowid FROM message_search('needle'))")
      .all();
    expect(found).toEqual([{ id: "kept" }]);
  });

  it("gives every part an id of its own", () => {
    const seq = addMessage({ id: "r" });
    for (let position = 0; position < 50; position++) addText(seq, position, "same");
    migrated();
    const { count } = database.prepare("SELECT count(DISTINCT id) AS count FROM parts").get() ?? {};
    expect(count).toBe(50);
  });
});
