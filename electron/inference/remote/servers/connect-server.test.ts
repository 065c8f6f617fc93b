import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import {
  startScriptedServer,
  type ScriptedServer,
} from "../../../../tests/fixtures/servers/scripted-server.ts";
import { close, listen } from "../../../../tests/fixtures/hub/loopback-server.ts";
import { connectServer } from "./connect-server.ts";

const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function started(...parameters: Parameters<typeof startScriptedServer>): Promise<ScriptedServer> {
  const server = await startScriptedServer(...parameters);
  servers.push(server);
  return server;
}

const connect = (url: string, key: string | null = null) =>
  connectServer({ url, key }, new AbortController().signal);

const gemma = { name: "gemma-4-e4b-it", contextSizeTokens: 8192, sees: true, hears: true, canThink: true };

describe("connectServer", () => {
  it.each([
    ["llama-server", gemma],
    ["vllm", gemma],
    ["ollama", gemma],
    ["lm-studio", { ...gemma, hears: false, canThink: false }],
    ["mlx-lm", { ...gemma, contextSizeTokens: null, sees: false, hears: false }],
    ["mlx-vlm", gemma],
    ["openai-compatible", { ...gemma, contextSizeTokens: null, hears: false }],
  ] as const)("recognises %s and lists its chat models", async (dialect, model) => {
    const { url } = await started(dialect);
    const connected = await connect(url);
    expect(connected).toMatchObject({ type: "ready", abilities: { dialect }, models: [model] });
  });

  it("reports that llama-server is loading its model", async () => {
    const { url } = await started("llama-server", { loadingAnswers: 100 });
    expect(await connect(url)).toMatchObject({ type: "loading", abilities: { dialect: "llama-server" } });
  });

  it("sends the key, and says where it is missing or wrong", async () => {
    const { url, keys } = await started("vllm", { key: "sesame" });
    await expect(connect(url)).rejects.toMatchObject({ code: "server-refused-key", data: { hasKey: false } });
    await expect(connect(url, "other")).rejects.toMatchObject({
      code: "server-refused-key",
      data: { hasKey: true },
    });
    expect(await connect(url, "sesame")).toMatchObject({ type: "ready" });
    expect(keys).toContain("Bearer sesame");
  });

  it("leaves out names and sizes that no model has, and bounds their number", async () => {
    const names = ["a".repeat(5_000), "", "\u202Eok", ...Array.from({ length: 3_000 }, (_, at) => `m${at}`)];
    const data = names.map((id) => ({ id, max_model_len: 1e300 }));
    const server = createServer((_, response) => response.end(JSON.stringify({ data })));
    servers.push({ close: () => close(server) });
    const connected = await connect(`${await listen(server, "127.0.0.1")}/v1`);
    const models = connected.type === "ready" ? connected.models : [];
    expect(models[0]).toMatchObject({ name: "\u202Eok", contextSizeTokens: null });
    expect(models.length).toBeLessThanOrEqual(2_000);
  });

  it("says that a server is offline", async () => {
    const server = await startScriptedServer("vllm");
    await server.close();
    const { host } = new URL(server.url);
    await expect(connect(server.url)).rejects.toMatchObject({ code: "server-offline", data: { host } });
  });

  it("says that a web server is no model server", async () => {
    const url = await plainServer((_, response) => response.end("<html>Welcome"));
    await expect(connect(url)).rejects.toMatchObject({
      code: "server-failed",
      data: { detail: `it has no OpenAI-compatible API at ${url}` },
    });
  });

  it("does not follow redirects, with the key or without", async () => {
    const other = await started("vllm", { key: "sesame" });
    const url = await plainServer((request, response) => {
      response.writeHead(302, { location: `${new URL(other.url).origin}${request.url ?? ""}` }).end();
    });
    await expect(connect(url, "sesame")).rejects.toMatchObject({
      code: "server-failed",
      data: { detail: expect.stringContaining("redirects to") as string },
    });
    expect(other.asked).toEqual([]);
  });

  it("ends at once where it is aborted", async () => {
    const url = await plainServer(() => undefined);
    const abort = new AbortController();
    const connecting = connectServer({ url, key: null }, abort.signal);
    abort.abort(new Error("not wanted"));
    await expect(connecting).rejects.toThrow("not wanted");
  });
});

async function plainServer(answer: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  servers.push({
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}
