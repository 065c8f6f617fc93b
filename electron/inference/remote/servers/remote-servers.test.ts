import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RemoteServer } from "../../../../shared/models/remote-server.ts";
import { collect, promptOf } from "../../../../tests/contract/collect-generation.ts";
import {
  startScriptedServer,
  type ScriptedServer,
} from "../../../../tests/fixtures/servers/scripted-server.ts";
import { fileTokenVault } from "../../../models/hub/token-vault.ts";
import { RemoteServers } from "./remote-servers.ts";

let folder: string;
let published: (readonly RemoteServer[])[];
const closing: (() => Promise<void>)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-servers-"));
  published = [];
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await rm(folder, { recursive: true });
});

async function open(): Promise<RemoteServers> {
  const servers = await RemoteServers.open({
    file: join(folder, "servers.json"),
    vaultOf: (id) => fileTokenVault(join(folder, `server-key-${id}`)),
    onChange: (list) => published.push(list),
  });
  closing.push(() => servers.dispose());
  return servers;
}

async function started(...parameters: Parameters<typeof startScriptedServer>): Promise<ScriptedServer> {
  const server = await startScriptedServer(...parameters);
  closing.push(() => server.close());
  return server;
}

const stored = () => readFile(join(folder, "servers.json"), "utf8");
/** Other processes may keep the machine busy. */
const patience = { timeout: 20_000 };

/** What a server has reported is saved after it was added. */
const isSaved = () => expect.poll(stored, patience).toContain("gemma-4-e4b-it");

/** Puts a folder in the place of a file, so that it can be neither replaced nor deleted. */
async function refuseWrites(path: string): Promise<{ restore(): Promise<void> }> {
  const content = await readFile(path);
  await rm(path);
  await mkdir(join(path, "in the way"), { recursive: true });
  return {
    async restore() {
      await rm(path, { recursive: true });
      await writeFile(path, content);
    },
  };
}

const wanted = (modelId: string) => ({ modelId, modelName: "Gemma", contextLength: null });

describe("RemoteServers", () => {
  it("adds a server under the name of its host, with its models", async () => {
    const { url } = await started("llama-server");
    const servers = await open();
    const server = await servers.add({ url, name: "", key: null });
    expect(server).toMatchObject({
      name: new URL(url).host,
      url,
      hasKey: false,
      state: { type: "ready", dialect: "llama-server" },
      models: [{ name: "gemma-4-e4b-it", contextSizeTokens: 8192, sees: true, hears: true }],
    });
    expect(server.models[0]?.id).toBe(`remote:${server.id}/gemma-4-e4b-it`);
    expect(servers.list()).toEqual([server]);
    expect(published.map(([first]) => first?.state.type)).toEqual(["connecting", "ready"]);
  });

  it("adds a server that can't be reached, and connects when it is refreshed", async () => {
    const gone = await startScriptedServer("vllm");
    await gone.close();
    const servers = await open();
    const server = await servers.add({ url: gone.url, name: "Office", key: null });
    expect(server).toMatchObject({
      name: "Office",
      state: { type: "failed", error: { code: "server-offline" } },
      models: [],
    });
    await started("vllm", {}, Number(new URL(gone.url).port));
    expect(await servers.refresh(server.id)).toMatchObject({ state: { type: "ready", dialect: "vllm" } });
  });

  it("keeps keys out of the list and its file, in a file of their own that only its owner reads", async () => {
    const { url } = await started("vllm", { key: "sesame" });
    const servers = await open();
    const { id } = await servers.add({ url, name: "", key: "sesame" });
    expect(servers.list()[0]).toMatchObject({ hasKey: true, state: { type: "ready" } });
    expect(JSON.stringify(published) + (await stored())).not.toContain("sesame");
    const keyFile = join(folder, `server-key-${id}`);
    expect(await readFile(keyFile, "utf8")).toBe("sesame");
    if (process.platform !== "win32") expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
  });

  it("knows its servers, keys and models again after a restart, also while they are unreachable", async () => {
    const server = await started("vllm", { key: "sesame" });
    const first = await open();
    const { id } = await first.add({ url: server.url, name: "Office", key: "sesame" });
    await first.dispose();
    await server.close();
    const second = await open();
    expect(second.list()).toMatchObject([
      { id, name: "Office", hasKey: true, models: [{ name: "gemma-4-e4b-it" }] },
    ]);
    await expect.poll(() => second.list()[0]?.state.type, patience).toBe("failed");
    expect(second.list()[0]?.models).toHaveLength(1);
  });

  it("leaves a server as it was, with its key, when a change of it can't be stored", async () => {
    const { url } = await started("vllm", { key: "sesame" });
    const other = await started("ollama");
    const servers = await open();
    const { id } = await servers.add({ url, name: "Office", key: "sesame" });
    await isSaved();
    const before = await stored();
    const key = () => readFile(join(folder, `server-key-${id}`), "utf8");
    for (const change of [
      { url: other.url, key: "other" },
      { name: "Home" },
      { key: "wrong" },
      { url: other.url },
    ]) {
      const file = join(folder, change.name === undefined ? `server-key-${id}` : "servers.json");
      const refused = await refuseWrites(file);
      await expect(servers.update(id, change)).rejects.toMatchObject({ code: "storage-failed" });
      await refused.restore();
      expect(servers.list()).toMatchObject([{ id, name: "Office", url, hasKey: true }]);
      await expect.poll(() => servers.list()[0]?.state.type, patience).toBe("ready");
    }
    expect(JSON.parse(await stored())).toEqual(JSON.parse(before));
    expect(await key()).toBe("sesame");
    expect(other.keys.size).toBe(0);
  });

  it("still lists a server, with its key, when its removal can't be stored", async () => {
    const { url } = await started("vllm", { key: "sesame" });
    const servers = await open();
    const { id } = await servers.add({ url, name: "Office", key: "sesame" });
    await isSaved();
    const refused = await refuseWrites(join(folder, "servers.json"));
    await expect(servers.remove(id)).rejects.toMatchObject({ code: "storage-failed" });
    await refused.restore();
    expect(servers.list()).toMatchObject([{ id, hasKey: true, state: { type: "ready" } }]);
    expect(await readFile(join(folder, `server-key-${id}`), "utf8")).toBe("sesame");
    await servers.remove(id);
    expect(servers.list()).toEqual([]);
    expect((await readdir(folder)).filter((name) => name.startsWith("server-key-"))).toEqual([]);
  });

  it("begins with an empty list where its file is damaged", async () => {
    await writeFile(join(folder, "servers.json"), "{");
    expect((await open()).list()).toEqual([]);
  });

  it("keeps the key where the name or the path changes, and deletes it where the host does", async () => {
    const home = await started("vllm", { key: "sesame" });
    const other = await started("ollama");
    const servers = await open();
    const { id } = await servers.add({ url: home.url, name: "", key: "sesame" });
    expect(await servers.update(id, { name: "Office" })).toMatchObject({ name: "Office", hasKey: true });
    expect(await servers.update(id, { url: other.url })).toMatchObject({
      hasKey: false,
      state: { type: "ready", dialect: "ollama" },
    });
    expect(other.keys.size).toBe(0);
    expect((await readdir(folder)).filter((name) => name.startsWith("server-key"))).toEqual([]);
  });

  it("replaces and deletes a key", async () => {
    const { url } = await started("vllm", { key: "sesame" });
    const servers = await open();
    const { id } = await servers.add({ url, name: "", key: "wrong" });
    expect(servers.list()[0]?.state).toMatchObject({ type: "failed", error: { code: "server-refused-key" } });
    expect(await servers.update(id, { key: "sesame" })).toMatchObject({ state: { type: "ready" } });
    expect(await servers.update(id, { key: null })).toMatchObject({
      hasKey: false,
      state: { type: "failed" },
    });
  });

  it("removes a server with its key", async () => {
    const { url } = await started("vllm");
    const servers = await open();
    const { id, models } = await servers.add({ url, name: "", key: "sesame" });
    await servers.remove(id);
    expect(servers.list()).toEqual([]);
    expect(JSON.parse(await stored())).toEqual({ servers: [] });
    expect((await readdir(folder)).filter((name) => name.startsWith("server-key"))).toEqual([]);
    await expect(servers.find(wanted(models[0]?.id ?? ""))).rejects.toMatchObject({ code: "server-missing" });
    await expect(servers.remove(id)).rejects.toMatchObject({ code: "server-missing" });
    expect(() => servers.refresh(id)).toThrow(expect.objectContaining({ code: "server-missing" }) as Error);
  });

  it("leaves no key behind where the list can't be saved", async () => {
    const { url } = await started("vllm");
    const servers = await open();
    await mkdir(join(folder, "servers.json"));
    await expect(servers.add({ url, name: "", key: "secret" })).rejects.toMatchObject({
      code: "storage-failed",
    });
    expect(await readdir(folder)).toEqual(["servers.json"]);
  });

  it("keeps no key for a new host beside the old one where the list can't be saved", async () => {
    const [{ url }, { url: other }] = [await started("vllm"), await started("vllm")];
    const servers = await open();
    const { id } = await servers.add({ url, name: "", key: "of the old host" });
    // The models that the connection found are saved after the answer, which may write the file again.
    await expect.poll(() => replaceByFolder(join(folder, "servers.json")), patience).toBe(true);
    await expect(servers.update(id, { url: other, key: "of the new host" })).rejects.toMatchObject({
      code: "storage-failed",
    });
    await expect.poll(() => readdir(folder), patience).toEqual(["servers.json"]);
  });

  it("follows a server that loads its model until it is ready", async () => {
    const { url, script } = await started("llama-server", { loadingAnswers: 1_000 });
    const servers = await open();
    const server = await servers.add({ url, name: "", key: null });
    expect(server.state).toEqual({ type: "loading", dialect: "llama-server" });
    script.loadingAnswers = 0;
    await expect.poll(() => servers.list()[0]?.state.type, patience).toBe("ready");
  });
});

/** Puts a folder in the place of a file, so that nothing can be written there. Returns whether it succeeded. */
async function replaceByFolder(path: string): Promise<boolean> {
  await rm(path, { recursive: true, force: true });
  return mkdir(path).then(
    () => true,
    () => false,
  );
}

describe("the models of remote servers", () => {
  it("are found by their ids; ids of local models are not theirs", async () => {
    const { url, script } = await started("ollama", { model: "library/gemma4:e4b" });
    const servers = await open();
    const { models } = await servers.add({ url, name: "Office", key: null });
    const model = await servers.find(wanted(models[0]?.id ?? ""));
    expect(model?.info).toEqual({
      modelId: models[0]?.id,
      name: "library/gemma4:e4b",
      contextSizeTokens: 8192,
      media: { sees: true, hears: true, problem: null },
      canThink: true,
      hasReasoningBudget: false,
      canEndReasoning: false,
      callsTools: true,
      location: { type: "remote", serverName: "Office", host: new URL(url).host },
    });
    if (model) expect((await collect(model, promptOf("Hello"))).parts[0]?.text).toBe(script.answer);
    expect(servers.find(wanted("gemma.gguf"))).toBeNull();
  });

  it("are looked for again where the server did not have them before", async () => {
    const { url, script } = await started("vllm");
    const servers = await open();
    const { id } = await servers.add({ url, name: "", key: null });
    await expect(servers.find(wanted(`remote:${id}/newer`))).rejects.toMatchObject({
      code: "server-missing-model",
      data: { name: "newer" },
    });
    script.model = "newer";
    expect((await servers.find(wanted(`remote:${id}/newer`)))?.info.name).toBe("newer");
  });

  it("are stopped in mid-reply where their server is removed, and keep what they said", async () => {
    const { url } = await started("vllm", { fault: { type: "stall", afterPieces: 4 } });
    const servers = await open();
    const { id, models } = await servers.add({ url, name: "", key: null });
    const model = await servers.find(wanted(models[0]?.id ?? ""));
    if (!model) throw new Error("There is no model");
    const removals: Promise<void>[] = [];
    const onEvent = ({ type }: { readonly type: string }) => {
      if (type === "part-delta" && removals.length === 0) removals.push(servers.remove(id));
    };
    const { parts, result } = await collect(model, promptOf("Hello"), {}, { onEvent });
    await Promise.all(removals);
    expect(result.end).toBe("stopped");
    expect(parts[0]?.text).toMatch(/^Here/);
  });

  it("say why they can't be used where the server never answered", async () => {
    const gone = await startScriptedServer("vllm");
    await gone.close();
    const servers = await open();
    const { id } = await servers.add({ url: gone.url, name: "", key: null });
    await expect(servers.find(wanted(`remote:${id}/gemma`))).rejects.toMatchObject({
      code: "server-offline",
    });
  });

  it("wait with the reply for a server that is loading", async () => {
    const { url, script } = await started("llama-server", { loadingAnswers: 1_000 });
    const servers = await open();
    const { id } = await servers.add({ url, name: "", key: null });
    const model = await servers.find(wanted(`remote:${id}/gemma-4-e4b-it`));
    script.loadingAnswers = 1;
    if (model) expect((await collect(model, promptOf("Hello"))).parts[0]?.text).toBe(script.answer);
    expect(model).not.toBeNull();
  });
});
