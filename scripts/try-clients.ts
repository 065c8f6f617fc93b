import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { clientSessions, faultOf, sessionCommand, type ClientName } from "./try-clients/client-sessions.ts";
import { startClosedProxy } from "./try-clients/closed-proxy.ts";
import { startRecorder, type Exchange } from "./try-clients/recorder.ts";
import { runClient } from "./try-clients/run-client.ts";
import { serveAgents } from "./try-clients/serve-agents.ts";
import { withoutTexts } from "./try-clients/without-texts.ts";

/**
 * `node scripts/try-clients.ts [--codex PROGRAM] [--claude-code PROGRAM] [--record]`: runs Codex and Claude Code
 * against `facet serve`, with a home, a project and a network of their own. A program that is not given is
 * fetched with npx: hundreds of megabytes. With --record, the shapes of their requests are written to the
 * fixtures of the tests.
 */
const { values } = parseArgs({
  options: {
    codex: { type: "string" },
    "claude-code": { type: "string" },
    record: { type: "boolean", default: false },
  },
});
/** The versions that the fixtures are of. */
const packages: Readonly<Record<ClientName, readonly [npmName: string, command: string]>> = {
  codex: ["@openai/codex@0.171.0", "codex"],
  "claude-code": ["@anthropic-ai/claude-code@2.1.332", "claude"],
};
const fixtures = join(import.meta.dirname, "../tests/fixtures/api/requests");

function programOf(client: ClientName): readonly string[] {
  const given = values[client];
  if (given !== undefined) return [given];
  const [npmName, command] = packages[client];
  return ["npx", "--yes", `--package=${npmName}`, command];
}

const folder = await mkdtemp(join(tmpdir(), "facet-clients-"));
const key = "sk-facet-0123456789";
const project = join(folder, "project");
await mkdir(project);
await writeFile(join(project, "notes.txt"), "buy tea\n");
const proxy = await startClosedProxy();
const server = await serveAgents(join(folder, "facet"), key);
const recorder = await startRecorder(server.url);
const kept = new Map<ClientName, Exchange[]>();
let failed = 0;
try {
  for (const session of clientSessions) {
    const { client, title, isKept } = session;
    const home = await mkdtemp(join(folder, `${client}-`));
    const program = programOf(client);
    const { command, env, config } = sessionCommand(session, {
      program,
      url: recorder.url,
      key: session.hasWrongKey ? "sk-wrong" : key,
    });
    await mkdir(join(home, ".codex"));
    if (config !== null) await writeFile(join(home, ".codex/config.toml"), config);
    const before = recorder.exchanges.length;
    // npx asks the registry, which the client may not.
    const place = { home, project, proxyUrl: program[0] === "npx" ? "" : proxy.url };
    const run = await runClient(command, env, place);
    const exchanges = recorder.exchanges.slice(before);
    const fault = faultOf(session, run, exchanges);
    console.log(`${fault === null ? "passed" : "FAILED"}  ${client} ${title} (${exchanges.length} requests)`);
    if (fault !== null) {
      failed += 1;
      console.log(fault);
    }
    if (isKept) kept.set(client, [...(kept.get(client) ?? []), ...exchanges]);
  }
  console.log(`Refused connections: ${[...proxy.refused].join(", ") || "none"}`);
  if (values.record) await record();
} finally {
  await recorder.close();
  await server.close();
  await proxy.close();
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = failed > 0 ? 1 : 0;

async function record(): Promise<void> {
  const prompts = new Set(clientSessions.flatMap(({ prompt, model }) => [prompt, model]));
  await mkdir(fixtures, { recursive: true });
  for (const [client, exchanges] of kept) {
    const path = join(fixtures, `${client}.json`);
    const lines = withoutTexts(exchanges, prompts).map((request) => JSON.stringify(request));
    await writeFile(path, `[\n${lines.join(",\n")}\n]\n`);
    console.log(`Wrote ${path}, ${(await readFile(path)).length} bytes`);
  }
}
