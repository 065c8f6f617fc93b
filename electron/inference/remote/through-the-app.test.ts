import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newHome, removeHome, startApp, type RunningApp } from "../../../tests/fixtures/running-app.ts";
import { startScriptedServer, type ScriptedServer } from "../../../tests/fixtures/servers/scripted-server.ts";
import { textOf } from "../../../shared/chat/message.ts";
import type { SentMessage } from "../../../shared/ipc/chat-routes.ts";
import type { RemoteServer } from "../../../shared/models/remote-server.ts";

let home: string;
let running: RunningApp;
let server: ScriptedServer;

beforeEach(async () => {
  home = await newHome();
  // No local model is loaded at the start.
  await writeFile(join(home, "settings.json"), JSON.stringify({ modelId: "remote:gone/model" }));
  running = await startApp(home);
  server = await startScriptedServer("llama-server");
});
afterEach(async () => {
  await running.app.dispose();
  await server.close();
  await removeHome(home);
});

const idOf = ({ models }: RemoteServer) => models[0]?.id ?? "";

async function replyOf(sent: SentMessage) {
  await running.ended(sent);
  const { conversation } = await running.request("conversations.get", {
    conversationId: sent.conversation.id,
  });
  const reply = conversation.messages.find(({ id }) => id === sent.replyId);
  if (!reply) throw new Error("The reply is gone");
  return { conversation, reply };
}

describe("a model on a server", () => {
  it("answers in a chat, with its reasoning", async () => {
    const added = await running.request("servers.add", { url: server.url, name: "Lab" });
    expect(added).toMatchObject({ name: "Lab", state: { type: "ready", dialect: "llama-server" } });
    expect(added.models).toMatchObject([{ canThink: true, hasReasoningBudget: true, canEndReasoning: true }]);
    await running.request("models.select", { modelId: idOf(added) });
    const sent = await running.send("List fruit", { modelId: idOf(added), settings: { thinking: true } });
    const { conversation, reply } = await replyOf(sent);
    expect(reply.parts.map(({ type }) => type)).toEqual(["reasoning", "text"]);
    expect(textOf(reply)).toBe(server.script.answer);
    expect(reply.status).toEqual({ type: "complete" });
    expect(conversation).toMatchObject({ modelId: idOf(added), modelName: "gemma-4-e4b-it" });
    expect(running.events.filter(({ event }) => event === "engine.changed")).toEqual([]);
  });

  it("is the model of new chats after a restart, and its server is in the snapshot", async () => {
    const added = await running.request("servers.add", { url: server.url });
    await running.request("models.select", { modelId: idOf(added) });
    await running.app.dispose();
    running = await startApp(home);
    const snapshot = await running.request("app.snapshot", {});
    expect(snapshot.settings.modelId).toBe(idOf(added));
    expect(snapshot.servers.map(({ id, models }) => [id, models.length])).toEqual([[added.id, 1]]);
  });

  it("can be chosen for a chat that exists", async () => {
    const added = await running.request("servers.add", { url: server.url });
    const { conversation } = await running.send("Hello", { modelId: idOf(added) });
    const configured = await running.request("conversations.configure", {
      conversationId: conversation.id,
      modelId: `remote:${added.id}/other`,
    });
    expect(configured).toMatchObject({ modelId: `remote:${added.id}/other`, modelName: "other" });
  });
});

describe("the key of a server", () => {
  it("is not in the list of servers on the disk, and is deleted with the server", async () => {
    server.script.key = "sk-secret";
    const added = await running.request("servers.add", { url: server.url, key: "sk-secret" });
    expect(added).toMatchObject({ hasKey: true, state: { type: "ready" } });
    expect(await readFile(join(home, "servers.json"), "utf8")).not.toContain("sk-secret");
    await running.request("servers.remove", { serverId: added.id });
    expect((await readdir(home)).filter((name) => name.startsWith("server-key"))).toEqual([]);
    await expect(running.send("Hello", { modelId: idOf(added) }).then(replyOf)).resolves.toMatchObject({
      reply: { status: { type: "failed", error: { code: "server-missing" } } },
    });
  });
});

describe("the state of a server", () => {
  it("tells that it is gone after it vanished in mid-reply, and that it is back after the next reply", async () => {
    const added = await running.request("servers.add", { url: server.url });
    server.script.pieceMs = 20;
    const sent = await running.send("List fruit", { modelId: idOf(added) });
    const port = Number(new URL(server.url).port);
    await running.event((message) => message.event === "chat.part" && message.data.type === "part-delta");
    await server.close();
    const { reply } = await replyOf(sent);
    expect(reply.status).toMatchObject({ type: "failed", error: { code: "server-gone" } });
    expect(textOf(reply)).toMatch(/^Here/);
    await running.event(
      (message) => message.event === "servers.changed" && message.data[0]?.state.type === "failed",
    );
    server = await startScriptedServer("llama-server", {}, port);
    const again = await running.request("chat.regenerate", { messageId: sent.replyId });
    expect((await replyOf(again)).reply.status).toEqual({ type: "complete" });
    expect((await running.request("app.snapshot", {})).servers[0]?.state.type).toBe("ready");
  });

  it("tells that it is loading while a reply waits for its model", async () => {
    const added = await running.request("servers.add", { url: server.url });
    // The reply, and the questions that follow it.
    server.script.loadingAnswers = 8;
    const sent = await running.send("Hello", { modelId: idOf(added) });
    await running.event(
      (message) => message.event === "servers.changed" && message.data[0]?.state.type === "loading",
    );
    expect((await replyOf(sent)).reply.status).toEqual({ type: "complete" });
  });
});
