import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Attachment, MediaContent } from "../shared/chat/message-part.ts";
import { imageAttachment, audioAttachment } from "../tests/fixtures/attached-media.ts";
import { removeHome, startApp, type RunningApp } from "../tests/fixtures/running-app.ts";
import { defaultChatSettings } from "../shared/chat/default-chat-settings.ts";
import { demoModelId } from "../shared/models/model.ts";

let home: string;
let running: RunningApp;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), "facet-tidy-"));
  running = await startApp(home);
});
afterEach(async () => {
  await running.app.dispose();
  await removeHome(home);
});

const stored = () => new Set(readdirSync(join(home, "media")));
const filesOf = (...parts: readonly MediaContent[]) =>
  new Set(
    parts.flatMap(({ hash, thumbnailHash, prepared }) => [
      hash,
      ...(thumbnailHash === null ? [] : [thumbnailHash]),
      ...prepared.map((piece) => piece.hash),
    ]),
  );

/** Sends a message and stops its reply. */
async function send(...attachments: Attachment[]): Promise<string> {
  const settings = { ...defaultChatSettings, maxTokens: 1 };
  const sent = await running.request("chat.send", {
    conversationId: null,
    text: "Look",
    attachments,
    modelId: demoModelId,
    settings,
  });
  await running.request("chat.stop", { runId: sent.runId });
  await running.ended(sent);
  return sent.conversation.id;
}

async function restart() {
  await running.app.dispose();
  running = await startApp(home);
}

const ageFile = (path: string, days: number) => {
  const then = new Date(Date.now() - days * 24 * 3_600_000);
  utimesSync(path, then, then);
};
const age = (hash: string, days: number) => ageFile(running.app.media.pathOf(hash), days);

it("conversations.deleteAll removes all chats with their media", { timeout: 60_000 }, async () => {
  const picture = await imageAttachment(running.app.media, "in a chat");
  await send(picture);
  await send(picture);
  await running.request("conversations.deleteAll", {});
  expect(stored()).toEqual(new Set());
  expect((await running.request("app.snapshot", {})).conversations).toEqual([]);
  await restart();
  expect((await running.request("app.snapshot", {})).conversations).toEqual([]);
});

describe("tidyUp", { timeout: 60_000 }, () => {
  it("removes media of a chat deleted 30 days ago except those that another chat uses", async () => {
    const { media } = running.app;
    const [shared, own] = [await imageAttachment(media, "shared"), await audioAttachment(media, "own")];
    await send(shared);
    const deleted = await send(shared, own);
    await running.request("conversations.delete", { conversationId: deleted });
    await restart();
    expect(stored()).toEqual(filesOf(shared, own));
    await running.app.dispose();
    {
      using database = new DatabaseSync(join(home, "conversations.sqlite"));
      database
        .prepare("UPDATE conversations SET deleted_at_ms = ? WHERE id = ?")
        .run(Date.now() - 31 * 24 * 3_600_000, deleted);
    }
    running = await startApp(home);
    expect(stored()).toEqual(filesOf(shared));
  });

  it("removes backups 30 days after the migration", async () => {
    mkdirSync(join(home, "backups"));
    const backup = (day: string) => join(home, "backups", `conversations-${day}T000000Z-format4.sqlite`);
    for (const [day, days] of [
      ["20260101", 29],
      ["20260102", 31],
    ] as const) {
      writeFileSync(backup(day), "");
      ageFile(backup(day), days);
    }
    await restart();
    expect([existsSync(backup("20260101")), existsSync(backup("20260102"))]).toEqual([true, false]);
  });

  it("keeps media of a chat that was deleted and restored", async () => {
    const picture = await imageAttachment(running.app.media, "kept");
    const conversationId = await send(picture);
    await running.request("conversations.delete", { conversationId });
    await running.request("conversations.restore", { conversationId });
    await restart();
    expect(stored()).toEqual(filesOf(picture));
  });

  it("removes unsent attachments after a week, and never those in use", async () => {
    const { media } = running.app;
    const [used, old, young] = [
      await imageAttachment(media, "used"),
      await imageAttachment(media, "old"),
      await imageAttachment(media, "young"),
    ];
    await send(used);
    for (const hash of filesOf(used, old)) age(hash, 8);
    for (const hash of filesOf(young)) age(hash, 6);
    await restart();
    expect(stored()).toEqual(filesOf(used, young));
  });

  it("removes partial files of a killed process and no unknown files", async () => {
    writeFileSync(join(home, "media/0b1c.part"), "half a ph");
    writeFileSync(join(home, "media/my notes.txt"), "mine");
    await restart();
    expect(stored()).toEqual(new Set(["my notes.txt"]));
  });

  it("removes nothing while a renamed database may still need it", async () => {
    const picture = await imageAttachment(running.app.media, "in the damaged one");
    await send(picture);
    await running.app.dispose();
    for (const hash of filesOf(picture)) age(hash, 8);
    writeFileSync(join(home, "conversations.sqlite"), "nonsense ".repeat(1000));
    for (const suffix of ["-wal", "-shm"])
      rmSync(join(home, `conversations.sqlite${suffix}`), { force: true });
    for (let start = 0; start < 2; start++) {
      running = await startApp(home);
      expect(stored()).toEqual(filesOf(picture));
      await running.app.dispose();
    }
    const aside = readdirSync(home).find((name) => name.includes(".damaged-")) ?? "";
    rmSync(join(home, aside));
    running = await startApp(home);
    expect(stored()).toEqual(new Set());
  });
});
