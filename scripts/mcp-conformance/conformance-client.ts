import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileTokenVault } from "../../electron/models/hub/token-vault.ts";
import { McpServers } from "../../electron/tools/mcp/mcp-servers.ts";
import type { Tool } from "../../electron/tools/tool.ts";
import type { JsonObject } from "../../shared/chat/message-part.ts";
import type { McpContent, McpQuestion } from "../../shared/tools/mcp/mcp-question.ts";
import type { McpServerState } from "../../shared/tools/mcp/mcp-server.ts";

/**
 * `node conformance-client.ts URL`: the user of Facet in a scenario of MCP's conformance suite, which starts this and
 * adds the address. Adds the server, signs in where it has to be, accepts forms as they are, and makes every
 * tool run once.
 */
const [url = ""] = process.argv.slice(2);
const never = new AbortController().signal;
const folder = await mkdtemp(join(tmpdir(), "facet-conformance-"));
const answered = new Set<string>();
const servers: McpServers = await McpServers.open({
  file: join(folder, "mcp-servers.json"),
  vaultOf: (id) => fileTokenVault(join(folder, `mcp-secrets-${id}`)),
  signInVaultOf: (id) => fileTokenVault(join(folder, `mcp-sign-in-${id}`)),
  version: "1.0.0",
  onChange: () => undefined,
  onQuestions: (questions) => questions.forEach(accept),
});
try {
  const { id } = await servers.add({
    name: "Tested",
    connection: { type: "http", url },
    secrets: {},
    timeoutMs: 20_000,
  });
  if ((await settled()).type === "failed") await signIn(id);
  for (const tool of await tools()) {
    const output = await run(tool);
    console.log(output);
    // A right that was missing: the user signs in again.
    if (!output.isError || !isAskedToSignIn()) continue;
    await signIn(id);
    const again = (await tools()).find(({ declaration }) => declaration.name === tool.declaration.name);
    if (again !== undefined) console.log(await run(again));
  }
} finally {
  await servers.dispose();
  await rm(folder, { recursive: true, force: true });
}

function accept({ id, form }: McpQuestion): void {
  if (answered.has(id)) return;
  answered.add(id);
  const content: McpContent = Object.fromEntries(
    form.fields.flatMap(({ name, input }) => (input.initial === null ? [] : [[name, input.initial]])),
  );
  // The list is being told of the question.
  setImmediate(() => servers.questions.answer(id, { action: "accept", content }));
}

async function settled(): Promise<McpServerState> {
  for (;;) {
    const state = servers.list()[0]?.state;
    if (state !== undefined && state.type !== "starting" && state.type !== "idle") return state;
    await pause(20);
  }
}

function isAskedToSignIn(): boolean {
  const state = servers.list()[0]?.state;
  return state?.type === "failed" && state.error.data["reason"] === "sign-in";
}

/** What the user's browser does. */
async function signIn(id: string): Promise<void> {
  const page = await servers.signIn(id, "Done");
  const arrived = await fetch(page);
  console.log(`Signed in: ${arrived.status} ${await arrived.text()}`);
  for (let tries = 0; tries < 200 && (await settled()).type !== "ready"; tries++) await pause(20);
}

async function tools(): Promise<readonly Tool[]> {
  const [source] = servers.sources();
  return source === undefined ? [] : source.open("chat", never);
}

async function run(tool: Tool) {
  const context = { conversationId: "chat", branch: [], hasUntrustedText: false, signal: never };
  try {
    return await tool.run(sample(tool), { ...context, onProgress: () => undefined });
  } catch (thrown) {
    return { isError: true, text: String(thrown) };
  }
}

/** Arguments that the declaration allows. */
function sample({ declaration: { parameters } }: Tool): JsonObject {
  const properties = "properties" in parameters ? (parameters["properties"] as object) : {};
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]: [string, { readonly type?: unknown }]) => [
      name,
      schema.type === "number" || schema.type === "integer" ? 2 : "tea",
    ]),
  );
}
