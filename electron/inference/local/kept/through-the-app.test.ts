import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import type { SentMessage } from "../../../../shared/ipc/chat-routes.ts";
import { newHome, removeHome, startApp, type RunningApp } from "../../../../tests/fixtures/running-app.ts";
import { exclusionCommand } from "./prepare-kept-folder.ts";

let running: RunningApp | null = null;
afterEach(async () => {
  if (running === null) return;
  await running.app.dispose();
  await removeHome(running.home);
});

const letter = "A long letter about tea and coffee. ".repeat(20);

/** Sends a message, and waits until what was read is kept. */
async function keepChat(app: RunningApp, inChat: { conversationId?: string } = {}): Promise<SentMessage> {
  const sent = await app.send(letter, inChat);
  await app.ended(sent);
  const isKept = async () => expect((await app.request("contextCache.state", {})).bytes).toBeGreaterThan(0);
  await vi.waitFor(isKept, { timeout: 30_000, interval: 100 });
  return sent;
}

it("keeps contexts of chats, and deletes them with what they are of", { timeout: 120_000 }, async () => {
  const app = await startApp(await newHome());
  running = app;
  const folder = join(app.home, "contexts.noindex");
  const names = () => readdirSync(folder).filter((name) => /\.(kept|owners|partial)$/.test(name));

  const { conversation, replyId } = await keepChat(app);
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(["CACHEDIR.TAG", ".nomedia"]));
  if (process.platform !== "win32") {
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of names()) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  }
  await app.request("chat.delete", { messageId: replyId, scope: "message" });
  expect(names()).toEqual([]);

  await keepChat(app, { conversationId: conversation.id });
  await app.request("conversations.delete", { conversationId: conversation.id });
  expect(names()).toEqual([]);

  await keepChat(app);
  expect((await app.request("contextCache.clear", {})).bytes).toBe(0);
  await keepChat(app);
  await app.request("settings.update", { keepsContexts: false });
  expect(names()).toEqual([]);
  await app.ended(await app.send(letter));
  await app.request("models.unload", {});
  expect(names()).toEqual([]);

  await app.request("settings.update", { keepsContexts: true });
  await keepChat(app);
  await app.request("conversations.deleteAll", {});
  expect(names()).toEqual([]);
  // What a killed engine, or another program, left.
  writeFileSync(join(folder, "1.partial"), "half");
  writeFileSync(join(folder, "2.kept"), "of nobody");
  await app.app.dispose();
  running = await startApp(app.home);
  expect(names()).toEqual([]);
});

it("asks the systems that have a way to leave a folder out of backups or the index", () => {
  expect(exclusionCommand("darwin", "/a")).toEqual({ file: "/usr/bin/tmutil", args: ["addexclusion", "/a"] });
  expect(exclusionCommand("win32", "C:\\a")?.args).toContain("+I");
  expect(exclusionCommand("linux", "/a")).toBeNull();
});
