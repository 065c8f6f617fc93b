import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startProtectedServer, type ProtectedServer } from "../../../tests/fixtures/mcp/protected-server.ts";
import { fileTokenVault } from "../../models/hub/token-vault.ts";
import type { Tool } from "../tool.ts";
import { McpServers } from "./mcp-servers.ts";

const patience = { timeout: 60_000 };
let folder: string;
let server: ProtectedServer;
const closing: (() => Promise<void>)[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-sign-in-"));
  server = await startProtectedServer();
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await server.close();
  await rm(folder, { recursive: true });
});

async function open(): Promise<McpServers> {
  const servers = await McpServers.open({
    file: join(folder, "mcp-servers.json"),
    vaultOf: (id) => fileTokenVault(join(folder, `mcp-secrets-${id}`)),
    signInVaultOf: (id) => fileTokenVault(join(folder, `mcp-sign-in-${id}`)),
    version: "1.0.0",
    onChange: () => undefined,
    onQuestions: () => undefined,
  });
  closing.push(() => servers.dispose());
  return servers;
}

const add = (servers: McpServers) =>
  servers.add({
    name: "Office",
    connection: { type: "http", url: server.url },
    secrets: {},
    timeoutMs: 60_000,
  });

const toolsOf = (servers: McpServers): Promise<readonly Tool[]> => {
  const [source] = servers.sources();
  if (!source) throw new Error("There is no server");
  return source.open("chat", new AbortController().signal);
};

async function run(servers: McpServers): Promise<string> {
  const [tool] = await toolsOf(servers);
  const context = {
    conversationId: "chat",
    branch: [],
    hasUntrustedText: false,
    onProgress: () => undefined,
  };
  const output = await tool?.run({}, { ...context, signal: new AbortController().signal });
  return output?.text ?? "";
}

const stateOf = (servers: McpServers) => servers.list()[0]?.state;
const signInFiles = async () => (await readdir(folder)).filter((name) => name.startsWith("mcp-sign-in"));

/** What the browser of the user does: it follows the redirect to Facet. */
async function signIn(servers: McpServers, id: string): Promise<void> {
  const page = await servers.signIn(id, "Done");
  const arrived = await fetch(page);
  expect([new URL(arrived.url).hostname, await arrived.text()]).toEqual(["127.0.0.1", "Done"]);
  await expect.poll(() => stateOf(servers)?.type, patience).toBe("ready");
}

it("signs in in the browser, keeps the tokens in the vault, and renews them", async () => {
  const servers = await open();
  const { id } = await add(servers);
  await expect(toolsOf(servers)).rejects.toMatchObject({ data: { reason: "sign-in" } });
  expect(server.registrations).toEqual([]);
  await signIn(servers, id);
  expect(server.registrations).toMatchObject([{ application_type: "native", client_name: "Facet" }]);
  expect(await run(servers)).toBe("Ada");
  const [token = ""] = server.valid;
  expect(
    JSON.stringify(servers.list()) + (await readFile(join(folder, "mcp-servers.json"), "utf8")),
  ).not.toContain(token);
  expect(await readFile(join(folder, `mcp-sign-in-${id}`), "utf8")).toContain(token);
  await servers.dispose();

  server.valid.clear();
  const reopened = await open();
  expect(await run(reopened)).toBe("Ada");
  expect(server.grants).toEqual(["authorization_code", "refresh_token"]);
  expect(reopened.list()).toMatchObject([{ isSignedIn: true }]);
}, 60_000);

it("believes no answer without the secret of this sign-in", async () => {
  const servers = await open();
  const { id } = await add(servers);
  await expect(toolsOf(servers)).rejects.toThrow();
  const page = new URL(await servers.signIn(id, "Done"));
  const back = new URL(page.searchParams.get("redirect_uri") ?? "");
  for (const query of ["?code=stolen", "?code=stolen&state=guessed"])
    expect((await fetch(new URL(query, back))).status).toBe(404);
  expect(server.grants).toEqual([]);
  // The server of this sign-in names itself; another one's code is not exchanged there.
  const state = page.searchParams.get("state") ?? "";
  const foreign = new URLSearchParams({ code: "stolen", state, iss: "https://evil.example" });
  await fetch(new URL(`?${foreign.toString()}`, back));
  await expect
    .poll(
      () =>
        fetch(back).then(
          () => "open",
          () => "closed",
        ),
      patience,
    )
    .toBe("closed");
  expect(server.grants).toEqual([]);
  expect(stateOf(servers)?.type).toBe("failed");
  expect(await signInFiles()).toEqual([]);
}, 60_000);

it("forgets the tokens at sign-out, and where the server moves or is removed", async () => {
  const servers = await open();
  const { id } = await add(servers);
  await toolsOf(servers).catch(() => undefined);
  await signIn(servers, id);
  await servers.signOut(id);
  expect(await signInFiles()).toEqual([]);
  await expect.poll(() => stateOf(servers)?.type, patience).toBe("failed");
  await signIn(servers, id);
  await servers.update(id, { connection: { type: "http", url: "http://127.0.0.1:9/mcp" } });
  expect(await signInFiles()).toEqual([]);
}, 60_000);

it("signs in anew for a right that a call needs, also at a server that calls itself localhost", async () => {
  await server.close();
  server = await startProtectedServer("localhost");
  const servers = await open();
  const { id } = await add(servers);
  await expect(toolsOf(servers)).rejects.toMatchObject({ data: { reason: "sign-in" } });
  await signIn(servers, id);
  server.neededScope = "mail:read";
  await expect(run(servers)).rejects.toMatchObject({ data: { reason: "sign-in" } });
  expect(stateOf(servers)).toMatchObject({ type: "failed" });
  await signIn(servers, id);
  expect(await run(servers)).toBe("Ada");
}, 60_000);
