import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { fileTokenVault } from "../../models/hub/token-vault.ts";
import type { Tool, ToolOutput } from "../tool.ts";
import { defaultConnectionLimits, type ConnectionLimits } from "./mcp-connection.ts";
import { McpServers } from "./mcp-servers.ts";
import { defaultTrafficLimits } from "./traffic-limit.ts";

const hostile = join(import.meta.dirname, "../../../tests/fixtures/mcp/hostile-server.ts");
const patience = { timeout: 60_000 };
let folder: string;
let servers: McpServers;
/** How often a server was seen starting. */
let starts: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-hostile-"));
  servers = await openServers();
});
afterEach(async () => {
  await servers.dispose();
  await rm(folder, { recursive: true });
});

function openServers(connection: Partial<ConnectionLimits> = {}): Promise<McpServers> {
  starts = 0;
  return McpServers.open({
    file: join(folder, "mcp-servers.json"),
    vaultOf: (id) => fileTokenVault(join(folder, `mcp-secrets-${id}`)),
    signInVaultOf: (id) => fileTokenVault(join(folder, `mcp-sign-in-${id}`)),
    version: "1.0.0",
    onChange: (list) => (starts += list.filter(({ state }) => state.type === "starting").length),
    onQuestions: () => undefined,
    searchPath: async () => process.env["PATH"] ?? "",
    limits: {
      connection: { ...defaultConnectionLimits, probeMs: 2_000, ...connection },
      traffic: { ...defaultTrafficLimits, messageBytes: 3_000_000, windowMessages: 5_000 },
    },
  });
}

/** Adds the server that behaves like this. */
async function added(behaviour: string, timeoutMs = 60_000): Promise<string> {
  const args = ["--disable-warning=ExperimentalWarning", hostile, behaviour];
  const connection = { type: "stdio", command: process.execPath, args, cwd: null } as const;
  const { id } = await servers.add({ name: "Hostile", connection, secrets: {}, timeoutMs });
  return id;
}

const open = (id: string): Promise<readonly Tool[]> => {
  const source = servers.sources().find((each) => each.id === id);
  if (!source) throw new Error("The server is not on");
  return source.open("chat", new AbortController().signal);
};

function run(tool: Tool | undefined, signal = new AbortController().signal): Promise<ToolOutput> {
  if (!tool) throw new Error("There is no tool");
  const context = {
    conversationId: "chat",
    branch: [],
    hasUntrustedText: false,
    onProgress: () => undefined,
  };
  return tool.run({}, { ...context, signal });
}

const stateOf = (id: string) => servers.list().find((server) => server.id === id)?.state;

it("names a server that ends at once, with what it wrote", async () => {
  const id = await added("dies-at-start");
  await expect(open(id)).rejects.toMatchObject({
    code: "mcp-not-started",
    data: { reason: "exited", exit: "3" },
  });
  expect(servers.stderrOf(id)).toContain("\nAPI_KEY is not set\n");
}, 60_000);

it("connects to servers that end at, or never answer, the message of the newer protocol", async () => {
  const [dies, chatty] = [await added("dies-at-unknown"), await added("chatty")];
  expect((await run((await open(dies))[0])).text).toBe("Done");
  expect((await run((await open(chatty))[0])).text).toBe("Done");
  expect(servers.stderrOf(chatty)).toContain("Welcome to the server!");
}, 60_000);

it("starts a server again that died in a call, three times at most", async () => {
  const id = await added("dies-in-call");
  for (let time = 1; time <= 3; time++) {
    const [tool] = await open(id);
    await expect(run(tool)).rejects.toMatchObject({ code: "mcp-call-failed", data: { reason: "ended" } });
    await expect.poll(() => stateOf(id)?.type, patience).toBe("failed");
  }
  await expect(open(id)).rejects.toMatchObject({ data: { reason: "ends-repeatedly" } });
  servers.restart(id);
  await expect.poll(() => stateOf(id)?.type, patience).toBe("ready");
}, 120_000);

it("ends a hanging call at Stop and after its limit, and kills the server with what it has started", async () => {
  const id = await added("hangs", 1_000);
  const [tool] = await open(id);
  const stop = new AbortController();
  const stopped = run(tool, stop.signal);
  stop.abort(new Error("Stopped"));
  await expect(stopped).rejects.toThrow("Stopped");
  await expect(run(tool)).rejects.toMatchObject({ code: "mcp-call-failed", data: { reason: "timeout" } });
  const pids = /pids (\d+) (\d+)/.exec(servers.stderrOf(id))?.slice(1).map(Number) ?? [];
  expect(pids).toHaveLength(2);
  expect(pids.map(isAlive)).toEqual([true, true]);
  await servers.dispose();
  await expect.poll(() => pids.map(isAlive), patience).toEqual([false, false]);
}, 60_000);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it.each(["floods", "long-line"])(
  "ends a server that %s, and the memory stays as it was",
  async (behaviour) => {
    const id = await added(behaviour);
    const [tool] = await open(id);
    const before = process.memoryUsage().rss;
    await expect(run(tool)).rejects.toMatchObject({
      code: "mcp-call-failed",
      data: { reason: "misbehaved" },
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
    await expect
      .poll(() => stateOf(id), patience)
      .toMatchObject({ error: { data: { reason: "misbehaved" } } });
  },
  60_000,
);

it("says that a server never answers, and does not let the next reply wait for it again", async () => {
  await servers.dispose();
  servers = await openServers({ probeMs: 200, connectMs: 200 });
  const id = await added("silent");
  await expect(open(id)).rejects.toMatchObject({ code: "mcp-not-started", data: { reason: "timeout" } });
  const before = starts;
  await expect(open(id)).rejects.toMatchObject({ data: { reason: "timeout" } });
  expect(starts).toBe(before);
}, 60_000);

it("takes a bounded number of tools from servers that list without end", async () => {
  const many = await added("many-tools");
  expect(await open(many)).toHaveLength(200);
  expect(stateOf(many)).toMatchObject({ about: { toolCount: 200, hasMoreTools: true } });
  expect(await open(await added("endless-pages"))).toHaveLength(1);
  await expect(open(await added("circle"))).rejects.toMatchObject({ data: { reason: "misbehaved" } });
}, 60_000);

it("believes no annotation that would make calls easier, and leaves out what can't be declared", async () => {
  const id = await added("lies");
  const tools = await open(id);
  expect(tools.map(({ declaration, access }) => [declaration.name, access])).toEqual([
    [expect.stringMatching(/^hostile_delete_everything_[0-9a-f]{6}$/), "runs"],
    ["hostile_opens", "sends"],
    ["hostile_slow-pattern", "runs"],
    ["hostile_twice", "runs"],
    [expect.stringMatching(/^hostile_x{49}_[0-9a-f]{6}$/), "runs"],
  ]);
  expect(stateOf(id)).toMatchObject({ about: { toolCount: 5, hasMoreTools: true } });
  const slow = tools.find(({ declaration }) => declaration.name === "hostile_slow-pattern");
  expect(JSON.stringify(slow?.declaration.parameters)).not.toContain('"pattern"');
  // Its own result against its own pattern would take longer than anyone waits.
  expect((await run(slow)).text).toBe(`{"value":"${"a".repeat(60)}!"}`);
}, 60_000);
