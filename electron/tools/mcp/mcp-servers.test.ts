import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { McpQuestion } from "../../../shared/tools/mcp/mcp-question.ts";
import type { McpServer } from "../../../shared/tools/mcp/mcp-server.ts";
import { startModernHttpServer } from "../../../tests/fixtures/mcp/modern-http-server.ts";
import { everythingOverHttp, referenceServer } from "../../../tests/fixtures/mcp/reference-servers.ts";
import { MediaStore } from "../../media/media-store.ts";
import { fileTokenVault } from "../../models/hub/token-vault.ts";
import type { Tool, ToolOutput, ToolProgress } from "../tool.ts";
import { McpServers, type McpServersOptions } from "./mcp-servers.ts";
import { ServerOffers } from "./server-offers.ts";

let folder: string;
let questions: readonly McpQuestion[];
const closing: (() => Promise<void>)[] = [];
/** Other processes may keep the machine busy. */
const patience = { timeout: 60_000 };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-mcp-"));
  questions = [];
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  await rm(folder, { recursive: true });
});

async function open(options: Partial<McpServersOptions> = {}): Promise<McpServers> {
  const servers = await McpServers.open({
    file: join(folder, "mcp-servers.json"),
    vaultOf: (id) => fileTokenVault(join(folder, `mcp-secrets-${id}`)),
    signInVaultOf: (id) => fileTokenVault(join(folder, `mcp-sign-in-${id}`)),
    version: "1.0.0",
    onChange: () => undefined,
    onQuestions: (list) => (questions = list),
    searchPath: async () => process.env["PATH"] ?? "",
    ...options,
  });
  closing.push(() => servers.dispose());
  return servers;
}

const program = (...args: readonly string[]) => ({
  connection: { type: "stdio", command: process.execPath, args: [...args], cwd: folder } as const,
  secrets: {},
  timeoutMs: 60_000,
});

async function toolsOf(servers: McpServers, id: string, signal = new AbortController().signal) {
  const source = servers.sources().find((each) => each.id === id);
  if (!source) throw new Error("The server is not on");
  return source.open("chat", signal);
}

const named = (tools: readonly Tool[], name: string): Tool => {
  const tool = tools.find(({ declaration }) => declaration.name === name);
  if (!tool)
    throw new Error(`There is no ${name} among ${tools.map((each) => each.declaration.name).join()}`);
  return tool;
};

interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ToolProgress) => void;
}

function run(
  tool: Tool,
  args: Parameters<Tool["run"]>[0] = {},
  { signal = new AbortController().signal, onProgress = () => undefined }: CallOptions = {},
): Promise<ToolOutput> {
  return tool.run(args, { conversationId: "chat", branch: [], hasUntrustedText: false, signal, onProgress });
}

const stateOf = (servers: McpServers, id: string): McpServer["state"] | undefined =>
  servers.list().find((server) => server.id === id)?.state;

const isReady = (servers: McpServers, id: string) =>
  expect.poll(() => stateOf(servers, id)?.type, patience).toBe("ready");

describe("official servers over stdio", () => {
  it("everything: tools by prefixed names, text, pictures, resources, errors and progress", async () => {
    const servers = await open();
    const { id } = await servers.add({ name: "Everything", ...program(referenceServer("everything")) });
    await isReady(servers, id);
    const tools = await toolsOf(servers, id);
    const names = tools.map(({ declaration }) => declaration.name);
    expect(names).toContain("everything_echo");
    expect(names).toEqual([...names].sort());
    expect(tools.every(({ access }) => access === "runs" || access === "sends")).toBe(true);
    expect(stateOf(servers, id)).toMatchObject({
      about: { toolCount: tools.length, protocolVersion: "2025-11-25" },
    });

    expect(await run(named(tools, "everything_echo"), { message: "Hello" })).toEqual({
      text: "Echo: Hello",
      isError: false,
      isUntrusted: true,
      files: [],
    });
    const picture = await run(named(tools, "everything_get-tiny-image"));
    expect(picture.files).toMatchObject([{ name: "image-1.png", mediaType: "image/png" }]);
    expect([...(picture.files?.[0]?.bytes.subarray(1, 4) ?? [])]).toEqual([...Buffer.from("PNG")]);
    expect(picture.text).toContain("[image-1.png]");
    const resource = { resourceType: "Text", resourceId: 1 };
    expect((await run(named(tools, "everything_get-resource-reference"), resource)).text).toMatch(
      /^.*Resource demo:/s,
    );
    // Its own check of the arguments.
    expect(await run(named(tools, "everything_get-sum"), { a: "x" })).toMatchObject({ isError: true });

    const progress: ToolProgress[] = [];
    const long = named(tools, "everything_trigger-long-running-operation");
    await run(long, { duration: 0.1, steps: 4 }, { onProgress: (news) => progress.push(news) });
    // News that comes together with the result is of no interest.
    expect(progress.slice(0, 3).map(({ fraction }) => fraction)).toEqual([0.25, 0.5, 0.75]);
  }, 120_000);

  it("everything: a form that the user fills in, declines, or makes pointless by Stop, in the middle of a call", async () => {
    const servers = await open();
    const { id } = await servers.add({ name: "everything", ...program(referenceServer("everything")) });
    const elicit = named(await toolsOf(servers, id), "everything_trigger-elicitation-request");
    const accepted = run(elicit);
    await expect.poll(() => questions.length, patience).toBe(1);
    const [question] = questions;
    expect(question).toMatchObject({
      serverName: "everything",
      form: { message: expect.stringContaining("inputs") as string },
    });
    expect(new Set(question?.form.fields.map(({ input }) => input.type))).toEqual(
      new Set(["text", "number", "switch", "choice", "choices"]),
    );
    servers.questions.answer(question?.id ?? "", { action: "accept", content: { name: "Ada", check: true } });
    expect((await accepted).text).toContain("Ada");
    expect(questions).toEqual([]);

    const declined = run(elicit);
    await expect.poll(() => questions.length, patience).toBe(1);
    servers.questions.answer(questions[0]?.id ?? "", { action: "decline" });
    expect((await declined).text).toContain("declined");

    const stop = new AbortController();
    const stopped = run(elicit, {}, { signal: stop.signal });
    await expect.poll(() => questions.length, patience).toBe(1);
    stop.abort(new Error("Stopped"));
    await expect(stopped).rejects.toThrow("Stopped");
    await expect.poll(() => questions.length, patience).toBe(0);
  }, 120_000);

  it("everything: prompts with what the user fills in, and resources as files", async () => {
    const servers = await open();
    const { id } = await servers.add({ name: "everything", ...program(referenceServer("everything")) });
    const offers = new ServerOffers(servers, new MediaStore(join(folder, "media")));
    const { prompts, resources } = await offers.list(id);
    const prompt = prompts.find(({ fields }) => fields.some(({ isRequired }) => isRequired));
    expect(prompt).toMatchObject({ name: "args-prompt" });
    expect(await offers.prompt(id, "args-prompt", { city: "Oslo" })).toContain("Oslo");
    expect(resources.length).toBeGreaterThan(0);
    const [file] = await offers.resource(id, resources[0]?.uri ?? "");
    expect(file).toMatchObject({ name: "architecture.md", mediaType: "text/markdown" });
    expect(await readFile(join(folder, "media", file?.hash ?? ""), "utf8")).toContain("Everything Server");
    await expect(offers.resource(id, "demo://none")).rejects.toMatchObject({ code: "mcp-call-failed" });
  }, 120_000);

  it("filesystem and memory: they work in the folder and with the variables that they were given", async () => {
    await writeFile(join(folder, "note.txt"), "Tulips");
    const servers = await open();
    const files = await servers.add({
      name: "server-filesystem",
      ...program(referenceServer("filesystem"), folder),
    });
    const memory = await servers.add({
      name: "@modelcontextprotocol/server-memory",
      ...program(referenceServer("memory")),
      secrets: { MEMORY_FILE_PATH: join(folder, "memory.jsonl") },
    });
    const read = named(await toolsOf(servers, files.id), "filesystem_read_text_file");
    expect((await run(read, { path: join(folder, "note.txt") })).text).toBe("Tulips");
    expect(await run(read, { path: "/etc/hostname" })).toMatchObject({ isError: true });
    const create = named(await toolsOf(servers, memory.id), "memory_create_entities");
    await run(create, { entities: [{ name: "Ada", entityType: "person", observations: ["likes tulips"] }] });
    expect(await readFile(join(folder, "memory.jsonl"), "utf8")).toContain("likes tulips");
  }, 120_000);
});

describe("official servers over HTTP", () => {
  it("everything: calls, and a new session once the server was restarted", async () => {
    const server = await everythingOverHttp();
    closing.push(server.kill);
    const servers = await open();
    const connection = { type: "http", url: server.url } as const;
    const { id } = await servers.add({
      name: "Everything",
      connection,
      secrets: { "X-Key": "1" },
      timeoutMs: 60_000,
    });
    const tools = await toolsOf(servers, id);
    const echo = named(tools, "everything_echo");
    expect(echo.access).toBe("sends");
    expect((await run(echo, { message: "Hello" })).text).toBe("Echo: Hello");
    expect((await run(named(tools, "everything_get-tiny-image"))).files).toHaveLength(1);
    await server.kill();
    await expect(run(echo, { message: "Hello" })).rejects.toMatchObject({ code: "mcp-call-failed" });
    const again = await everythingOverHttp(Number(new URL(server.url).port));
    closing.push(again.kill);
    await expect.poll(async () => (await run(echo, { message: "Again" })).text, patience).toBe("Echo: Again");
  }, 120_000);

  it("names an address at which nothing answers", async () => {
    const server = await everythingOverHttp();
    await server.kill();
    const servers = await open();
    const connection = { type: "http", url: server.url } as const;
    const { id } = await servers.add({ name: "Office", connection, secrets: {}, timeoutMs: 60_000 });
    await expect(toolsOf(servers, id)).rejects.toMatchObject({
      code: "mcp-not-started",
      data: { reason: "offline" },
    });
  }, 120_000);
});

describe("McpServers", () => {
  it("speaks the protocol of 2026 with a server that knows no other", async () => {
    const servers = await open();
    const server = join(import.meta.dirname, "../../../tests/fixtures/mcp/modern-server.ts");
    const { id } = await servers.add({ name: "Modern", ...program(server) });
    expect((await run(named(await toolsOf(servers, id), "modern_add"), { a: 2, b: 3 })).text).toBe("5");
    expect(stateOf(servers, id)).toMatchObject({
      about: { protocolVersion: "2026-07-28", program: "modern 1.0.0" },
    });
  }, 120_000);

  it("speaks it over HTTP too", async () => {
    const modern = await startModernHttpServer();
    closing.push(modern.close);
    const servers = await open();
    const connection = { type: "http", url: modern.url } as const;
    const { id } = await servers.add({ name: "Modern", connection, secrets: {}, timeoutMs: 60_000 });
    expect((await run(named(await toolsOf(servers, id), "modern_add"), { a: 2, b: 3 })).text).toBe("5");
    expect(stateOf(servers, id)).toMatchObject({
      about: { protocolVersion: "2026-07-28", program: "modern 1.0.0" },
    });
  });

  it("starts what was pasted only once it is confirmed, and keeps variables in the vault", async () => {
    const servers = await open();
    const marker = join(folder, "started");
    const script = `require("fs").writeFileSync(${JSON.stringify(marker)}, process.env.KEY)`;
    const entry = { command: process.execPath, args: ["-e", script], env: { KEY: "tulip-42" } };
    expect(await servers.import(JSON.stringify({ mcpServers: { Evil: entry, none: {} } }))).toEqual({
      created: ["Evil"],
      skipped: [],
      problems: [{ name: "none", problem: "nothing-to-start" }],
    });
    expect(await servers.import(JSON.stringify({ mcpServers: { Again: entry } }))).toMatchObject({
      created: [],
      skipped: ["Again"],
    });
    expect(await servers.import("npx server")).toBeNull();
    const [server] = servers.list();
    expect(server).toMatchObject({ state: { type: "unconfirmed" }, secretNames: ["KEY"] });
    expect(servers.sources()).toEqual([]);
    servers.restart(server?.id ?? "");
    expect(
      JSON.stringify(servers.list()) + (await readFile(join(folder, "mcp-servers.json"), "utf8")),
    ).not.toContain("tulip");
    expect(await readdir(folder)).not.toContain("started");
    await servers.dispose();

    const reopened = await open();
    expect(reopened.list()).toEqual(servers.list());
    await reopened.confirm(server?.id ?? "");
    await expect.poll(() => readFile(marker, "utf8").catch(() => ""), patience).toBe("tulip-42");
    expect(reopened.sources()).toHaveLength(1);
    await reopened.remove(server?.id ?? "");
    expect(reopened.list()).toEqual([]);
    expect((await readdir(folder)).sort()).toEqual(["mcp-servers.json", "started"]);
  }, 120_000);

  it("says which command is missing", async () => {
    const servers = await open();
    const connection = { type: "stdio", command: "uvx", args: ["mcp-server-time"], cwd: null } as const;
    const { id } = await servers.add({
      name: "Time",
      connection,
      secrets: { PATH: folder },
      timeoutMs: 60_000,
    });
    await expect(toolsOf(servers, id)).rejects.toMatchObject({
      code: "mcp-not-started",
      data: { reason: "no-command", command: "uvx", name: "Time" },
    });
  });

  it("sends headers to no other address than the one they were entered for", async () => {
    const servers = await open();
    const connection = { type: "http", url: "http://127.0.0.1:9/mcp" } as const;
    const { id } = await servers.add({
      name: "A",
      connection,
      secrets: { Authorization: "1" },
      timeoutMs: 60_000,
    });
    const path = { type: "http", url: "http://127.0.0.1:9/other" } as const;
    expect((await servers.update(id, { connection: path })).secretNames).toEqual(["Authorization"]);
    const moved = { type: "http", url: "http://127.0.0.1:19/mcp" } as const;
    expect((await servers.update(id, { connection: moved })).secretNames).toEqual([]);
    expect((await readdir(folder)).filter((name) => name.startsWith("mcp-secrets"))).toEqual([]);
  });
});
