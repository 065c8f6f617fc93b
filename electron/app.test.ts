import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, describe, expect, it } from "vitest";
import { newHome, removeHome, startApp, type RunningApp } from "../tests/fixtures/running-app.ts";
import type { FixtureModelName } from "../tests/fixtures/models.ts";
import { reasoningOf, textOf, type Message } from "../shared/chat/message.ts";
import type { MessagePart } from "../shared/chat/message-part.ts";
import { applyPartChange } from "../shared/chat/part-event.ts";
import type { SentMessage } from "../shared/ipc/chat-routes.ts";
import { lockHome } from "./home/home-lock.ts";
import { openHome } from "./home/home.ts";
import { demoModelId } from "../shared/models/model.ts";

const apps: RunningApp[] = [];
afterEach(async () => {
  for (const { app } of apps) await app.dispose();
  for (const { home } of apps.splice(0)) await removeHome(home);
});

async function start(...models: FixtureModelName[]): Promise<RunningApp> {
  return startIn(await newHome(...models));
}

async function startIn(home: string): Promise<RunningApp> {
  const running = await startApp(home);
  apps.push(running);
  return running;
}

async function replyOf(running: RunningApp, sent: SentMessage): Promise<Message> {
  const { conversation } = await running.request("conversations.get", {
    conversationId: sent.conversation.id,
  });
  const reply = conversation.messages.find(({ id }) => id === sent.replyId);
  if (!reply) throw new Error("There is no reply");
  return reply;
}

/** Resolves when some text of the reply has been streamed. */
function speaks(running: RunningApp, { runId }: SentMessage) {
  return running.event(({ event, data }) => event === "chat.part" && data.runId === runId && data.seq === 3);
}

// A real engine on a busy machine needs time.
describe("the app", { timeout: 120_000 }, () => {
  it("generates reasoning and an answer with the demo model and keeps the chat over a restart", async () => {
    const running = await start();
    const snapshot = await running.request("app.snapshot", {});
    expect(snapshot).toMatchObject({ host: "browser", notices: [], conversations: [], runs: [] });
    expect(snapshot.models.map(({ id }) => id)).toEqual([demoModelId]);

    const sent = await running.send("What are you?", { settings: { thinking: true } });
    await running.ended(sent);
    const reply = await replyOf(running, sent);
    expect(reply.status).toEqual({ type: "complete" });
    const [reasoning] = reasoningOf(reply);
    expect(reasoning?.text).not.toBe("");
    expect(reasoning?.durationMs).toBeGreaterThan(0);
    expect(textOf(reply).length).toBeGreaterThan(20);
    expect(reply.stats?.generatedTokens).toBeGreaterThan(10);

    const direct = await running.send("And without thinking?", { conversationId: sent.conversation.id });
    await running.request("conversations.configure", {
      conversationId: sent.conversation.id,
      settings: { thinking: false },
    });
    await running.ended(direct);
    await running.app.dispose();

    const again = await startIn(running.home);
    expect((await again.request("app.snapshot", {})).conversations).toMatchObject([
      { title: "What are you?" },
    ]);
    expect(await replyOf(again, sent)).toEqual(reply);
  });

  it("streams the same text that it stores", async () => {
    const running = await start("short");
    const sent = await running.send("Hello", { modelId: "short.gguf", settings: { thinking: true } });
    await running.ended(sent);
    const changes = running.events.flatMap(({ event, data }) => (event === "chat.part" ? [data] : []));
    const streamed = changes.reduce<readonly MessagePart[]>(applyPartChange, []);
    const reply = await replyOf(running, sent);
    expect(streamed).toEqual(reply.parts);
    expect(reply.parts.map(({ type }) => type)).toEqual(["reasoning", "text"]);
  });

  it("queues a second chat, and stops a reply on request", async () => {
    const running = await start("endless", "short");
    const endless = await running.send("Talk", { modelId: "endless.gguf" });
    const second = await running.send("Hello", { modelId: "short.gguf" });
    await speaks(running, endless);
    const { runs } = await running.request("app.snapshot", {});
    expect(runs.map(({ phase }) => phase)).toEqual([{ type: "answering" }, { type: "queued", ahead: 1 }]);
    await running.request("chat.stop", { runId: endless.runId });
    await running.ended(endless);
    expect(await replyOf(running, endless)).toMatchObject({
      status: { type: "incomplete", reason: "stopped" },
    });
    expect(textOf(await replyOf(running, endless))).not.toBe("");
    await running.ended(second);
    expect(await replyOf(running, second)).toMatchObject({ status: { type: "complete" } });
  });

  it("survives a crash of its engine: the text is kept, and Retry works", async () => {
    const running = await start("endless");
    const sent = await running.send("Talk", { modelId: "endless.gguf" });
    await speaks(running, sent);
    running.killEngine();
    await running.ended(sent);
    const failed = await replyOf(running, sent);
    expect(failed.status).toMatchObject({ type: "failed", error: { code: "engine-crashed" } });
    expect(textOf(failed)).not.toBe("");
    const retried = await running.request("chat.regenerate", { messageId: sent.replyId });
    await speaks(running, retried);
    await running.request("chat.stop", { runId: retried.runId });
    await running.ended(retried);
  });

  it("reports that a model cannot be loaded and keeps the loaded one", async () => {
    const running = await start("short", "aborts-on-load");
    await expect(running.request("models.select", { modelId: "aborts-on-load.gguf" })).rejects.toMatchObject({
      code: "engine-crashed",
    });
    const snapshot = await running.request("app.snapshot", {});
    expect(snapshot.settings.modelId).toBe("short.gguf");
    expect(snapshot.engine).toMatchObject({ type: "failed", modelId: "aborts-on-load.gguf" });
    const sent = await running.send("Are you still there?", { modelId: "short.gguf" });
    await running.ended(sent);
    expect(await replyOf(running, sent)).toMatchObject({ status: { type: "complete" } });
    expect(await readFile(join(running.home, "logs", "facet.log"), "utf8")).toContain(
      "The engine ended by itself",
    );
  });

  it("closes in mid-reply without losing streamed text", async () => {
    const running = await start("endless");
    const sent = await running.send("Talk", { modelId: "endless.gguf" });
    await speaks(running, sent);
    await running.app.dispose();
    expect(await running.app.dispatch("app.snapshot", {})).toMatchObject({ error: { code: "disconnected" } });
    const again = await startIn(running.home);
    const reply = await replyOf(again, sent);
    expect(reply.status).toEqual({ type: "incomplete", reason: "interrupted" });
    expect(textOf(reply)).not.toBe("");
  });

  it("loses at most the last half second when it is killed", async () => {
    const home = await newHome("endless");
    const script = `
      const { startApp } = await import(${JSON.stringify(new URL("../tests/fixtures/running-app.ts", import.meta.url).href)});
      const running = await startApp(${JSON.stringify(home)});
      const sent = await running.send("Talk", { modelId: "endless.gguf" });
      let text = "";
      await running.event(({ event, data }) => event === "chat.part" && data.type === "part-delta" && (text += data.text).length > 40);
      const heard = text;
      setTimeout(() => console.log(JSON.stringify({ sent, heard })), 550);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    child.kill("SIGKILL");
    await once(child, "exit");
    const { sent, heard } = JSON.parse(line.toString()) as { sent: SentMessage; heard: string };

    const again = await startIn(home);
    const reply = await replyOf(again, sent);
    expect(reply.status).toEqual({ type: "incomplete", reason: "interrupted" });
    expect(textOf(reply).startsWith(heard)).toBe(true);
    expect((await again.request("conversations.search", { query: heard.slice(0, 20) })).length).toBe(1);
  });

  it("rejects a second process on its data folder with its own address", async () => {
    const running = await start();
    await running.app.announce({ url: "http://127.0.0.1:4417/", secret: "secret" });
    await expect(startApp(running.home)).rejects.toMatchObject({
      code: "home-in-use",
      data: { pid: process.pid, url: "http://127.0.0.1:4417/" },
    });
    // The rejected process has changed nothing.
    await running.request("settings.update", { theme: "dark" });
    await running.app.dispose();
    const next = await startIn(running.home);
    expect((await next.request("app.snapshot", {})).settings.theme).toBe("dark");
  });

  it("leaves the database of a newer version unchanged and releases the data folder", async () => {
    const home = await newHome();
    const database = new DatabaseSync(join(home, "conversations.sqlite"));
    database.exec("CREATE TABLE future (id INTEGER); PRAGMA user_version = 99;");
    database.close();
    await expect(startApp(home)).rejects.toMatchObject({
      code: "storage-failed",
      data: { reason: "newer-version" },
    });
    const lock = await lockHome(await openHome(home));
    await lock.release();
    await removeHome(home);
  });

  it("renames a damaged database, starts, and reports it", async () => {
    const home = await newHome();
    await writeFile(join(home, "conversations.sqlite"), "no database ".repeat(1000));
    const running = await startIn(home);
    const { notices } = await running.request("app.snapshot", {});
    expect(notices).toMatchObject([{ code: "database-set-aside" }]);
    expect(notices[0]?.data["file"]).toContain("conversations.damaged-");
  });
});
