import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newHome, removeHome, startApp, type RunningApp } from "../../tests/fixtures/running-app.ts";
import { shortAnswer } from "../../tests/fixtures/texts.ts";
import { textOf } from "../../shared/chat/message.ts";

let home: string;
let running: RunningApp;
beforeEach(async () => {
  home = await newHome("short", "tool-sums");
  running = await startApp(home);
});
afterEach(async () => {
  await running.app.dispose();
  await removeHome(home);
});

/** A port that nothing uses. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function switchOn(): Promise<string> {
  const { state } = await running.request("api.update", { isOn: true, port: await freePort() });
  if (state.type !== "running") throw new Error(`The server is ${state.type}`);
  return state.url;
}

const status = (url: string, headers = {}) =>
  fetch(`${url}/v1/models`, { headers }).then(
    (response) => response.status,
    () => null,
  );

describe("the local server", () => {
  it("is off at first, and on again after a restart", async () => {
    const { localServer } = await running.request("app.snapshot", {});
    expect(localServer).toMatchObject({ isOn: false, state: { type: "off" }, keys: [], allowedOrigins: [] });
    const url = await switchOn();
    expect(await status(url)).toBe(200);
    await running.app.dispose();
    expect(await status(url)).toBeNull();
    running = await startApp(home);
    expect(await status(url)).toBe(200);
    await running.request("api.update", { isOn: false });
    expect(await status(url)).toBeNull();
  });

  it("shows a key once, stores its hash, and forgets it", async () => {
    const url = await switchOn();
    const { key } = await running.request("api.addKey", { name: "Editor" });
    expect(await status(url)).toBe(401);
    expect(await status(url, { authorization: `Bearer ${key}` })).toBe(200);
    const stored = await readFile(join(home, "local-server.json"), "utf8");
    expect(stored).not.toContain(key);
    const { localServer } = await running.request("app.snapshot", {});
    expect(localServer.keys).toMatchObject([{ name: "Editor", hint: key.slice(-4) }]);
    await running.request("api.removeKey", { keyId: localServer.keys[0]?.id ?? "" });
    expect(await status(url)).toBe(200);
  });

  it("stays off where the file with its keys can't be read", async () => {
    const url = await switchOn();
    await running.app.dispose();
    await writeFile(join(home, "local-server.json"), '{"isOn":true,"keys":"gone"}');
    running = await startApp(home);
    expect(await status(url)).toBeNull();
  });

  it("says that its port is taken", async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
    const { port } = other.address() as AddressInfo;
    const { state } = await running.request("api.update", { isOn: true, port });
    expect(state).toEqual({ type: "failed", reason: "port-taken" });
    await new Promise((done) => other.close(done));
  });

  it("is a model server for another Facet, which lists the requests without their contents", async () => {
    const url = await switchOn();
    const otherHome = await newHome();
    const other = await startApp(otherHome);
    try {
      const added = await other.request("servers.add", { url: `${url}/v1`, name: "First" });
      expect(added.state).toEqual({ type: "ready", dialect: "llama-server" });
      const model = added.models.find(({ name }) => name === "Short");
      expect(model).toMatchObject({ canThink: true, hasReasoningBudget: true, canEndReasoning: true });
      const sent = await other.send("A secret question", {
        modelId: model?.id ?? "",
        settings: { thinking: true },
      });
      await other.ended(sent);
      const { conversation } = await other.request("conversations.get", {
        conversationId: sent.conversation.id,
      });
      const reply = conversation.messages.find(({ id }) => id === sent.replyId);
      expect(reply?.parts.map(({ type }) => type)).toEqual(["reasoning", "text"]);
      expect(reply && textOf(reply)).toBe(shortAnswer);
      const { apiRequests } = await running.request("app.snapshot", {});
      expect(apiRequests[0]).toMatchObject({
        path: "/v1/chat/completions",
        model: "Short",
        state: { type: "done" },
      });
      expect(JSON.stringify(apiRequests)).not.toMatch(/secret|short answer/);
    } finally {
      await other.app.dispose();
      await removeHome(otherHome);
    }
  });

  it("runs its own tools for programs once the user allows it, and remembers that", async () => {
    const ask = async (url: string) => {
      const body = JSON.stringify({
        model: "Sums",
        messages: [{ role: "user", content: "How much is it?" }],
        facet_tools: true,
      });
      const headers = { "content-type": "application/json" };
      const response = await fetch(`${url}/v1/chat/completions`, { method: "POST", headers, body });
      return `${response.status} ${await response.text()}`;
    };
    const url = await switchOn();
    expect(await ask(url)).toMatch(/^403 .*Programs may not use Facet's tools/);
    await running.request("api.update", { sharesTools: true });
    expect(await ask(url)).toMatch(/^200 .*It is 42\./);
    await running.app.dispose();
    running = await startApp(home);
    expect(await ask(url)).toMatch(/^200 .*It is 42\./);
  });

  it("lets another Facet's tools be called, which run there", async () => {
    const url = await switchOn();
    const other = await startApp(await newHome());
    try {
      const { models } = await other.request("servers.add", { url: `${url}/v1`, name: "First" });
      const sent = await other.send("How much is it?", {
        modelId: models.find(({ name }) => name === "Sums")?.id ?? "",
        settings: { tools: { sources: ["calculator"], off: [], allowed: [] } },
      });
      await other.ended(sent);
      const { conversation } = await other.request("conversations.get", {
        conversationId: sent.conversation.id,
      });
      const reply = conversation.messages.find(({ id }) => id === sent.replyId);
      const results = reply?.parts.flatMap((part) => (part.type === "tool-result" ? [part] : []));
      expect(results).toMatchObject([{ isError: true }, { text: "42", isError: false }]);
      expect(reply && textOf(reply)).toContain("It is 42.");
    } finally {
      await other.app.dispose();
      await removeHome(other.home);
    }
  });
});
