import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";

/**
 * `node scripts/mcp-conformance.ts [--program PROGRAM] [SCENARIO…]`: runs the client scenarios of MCP's conformance
 * suite against Facet's client, and prints the score with each failure's reason. The suite is fetched with npx
 * where no installed one is given.
 */
const suite = "@modelcontextprotocol/conformance@0.1.16";
const { values, positionals } = parseArgs({
  options: { program: { type: "string" } },
  allowPositionals: true,
});
const program = values.program === undefined ? ["npx", "--yes", suite] : [values.program];
const client = join(import.meta.dirname, "mcp-conformance/conformance-client.ts");

interface Check {
  readonly name: string;
  readonly status: "SUCCESS" | "FAILURE" | "WARNING" | "SKIPPED" | "INFO";
  readonly description?: string;
  readonly errorMessage?: string;
  readonly details?: { readonly message?: string };
}

async function runSuite(args: readonly string[]): Promise<string> {
  const [command = "", ...first] = program;
  const child = spawn(command, [...first, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return output + errors;
}

async function allScenarios(): Promise<readonly string[]> {
  const listed = (await runSuite(["list"])).split(/^Client scenarios.*$/m)[1] ?? "";
  return Array.from(listed.matchAll(/^ +- (\S+)/gm), ([, name = ""]) => name);
}

/** null: the suite has left no result. */
async function checksOf(scenario: string): Promise<readonly Check[] | null> {
  const folder = await mkdtemp(join(tmpdir(), "facet-conformance-"));
  try {
    const command = `${process.execPath} ${client}`;
    await runSuite(["client", "--command", command, "--scenario", scenario, "-o", folder]);
    const files = await readdir(folder, { recursive: true });
    const file = files.find((path) => path.endsWith("checks.json"));
    return file === undefined ? null : (JSON.parse(await readFile(join(folder, file), "utf8")) as Check[]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const scenarios = positionals.length > 0 ? positionals : await allScenarios();
let passed = 0;
for (const scenario of scenarios) {
  const checks = (await checksOf(scenario)) ?? [];
  const bad = checks.filter(({ status }) => status === "FAILURE" || status === "WARNING");
  const good = checks.filter(({ status }) => status === "SUCCESS").length;
  const isPassed = good > 0 && bad.length === 0;
  if (isPassed) passed += 1;
  console.log(`${isPassed ? "passed" : "FAILED"}  ${scenario}: ${good} of ${good + bad.length} checks`);
  for (const { name, errorMessage, details, description } of bad)
    console.log(`        ${name}: ${errorMessage ?? details?.message ?? description ?? ""}`);
}
console.log(`${passed} of ${scenarios.length} scenarios passed`);
process.exitCode = passed === scenarios.length ? 0 : 1;
