import { spawn } from "node:child_process";
import { mkdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { projectRoot } from "./build/build-app.ts";
import { failure, summary, type Outcome } from "./test/outcome.ts";
import { playwrightOutcome, type PlaywrightReport } from "./test/playwright-outcome.ts";
import { runErrorsVariable } from "./test/run-errors-reporter.ts";
import { vitestOutcome, type VitestReport } from "./test/vitest-outcome.ts";

/**
 * Runs every check and every test, one after another, whatever the earlier ones report. A failed test is
 * retried once, since other load may disturb it; a test that needed the retry is named at the end.
 */
const { resolve } = createRequire(import.meta.url);
const reports = join(projectRoot, ".cache", "test");
const unitReport = join(reports, "unit.json");
const runErrors = join(reports, "unit-errors.json");
const e2eReport = join(reports, "e2e.json");

interface Run {
  readonly exitCode: number | null;
  readonly output: string;
}

await rm(reports, { recursive: true, force: true });
await mkdir(reports, { recursive: true });

const outcomes: Outcome[] = [];
for (const script of ["format:check", "types", "lint", "knip", "cycles", "lockfile", "build"]) {
  outcomes.push(await timed(script, () => check(script)));
}
outcomes.push(await timed("unit", unit), await timed("e2e", endToEnd));

for (const { name, detail } of outcomes.flatMap(({ unsteady }) => unsteady ?? [])) {
  console.log(`\n~ ${name}\n    passed on the second attempt; the first attempt:\n${indented(detail)}`);
}
for (const { name, detail } of outcomes.flatMap((outcome) => outcome.failures)) {
  console.log(`\n✗ ${name}\n${indented(detail)}`);
}
console.log(`\n${summary(outcomes)}`);
process.exitCode = outcomes.every((outcome) => outcome.failures.length === 0) ? 0 : 1;

function indented(detail: string): string {
  return detail.replaceAll(/^/gm, "    ");
}

async function check(script: string): Promise<Outcome> {
  const { exitCode, output } = await npmRun(script);
  return exitCode === 0
    ? { passed: 1, failures: [], skipped: 0 }
    : { passed: 0, failures: [failure(`npm run ${script}`, output)], skipped: 0 };
}

async function unit(): Promise<Outcome> {
  const vitest = join(resolve("vitest/package.json"), "../vitest.mjs");
  const reporters = [
    "--reporter=json",
    `--reporter=${join(import.meta.dirname, "test/run-errors-reporter.ts")}`,
  ];
  const run = await node([vitest, "run", "--retry=1", ...reporters, `--outputFile.json=${unitReport}`], {
    [runErrorsVariable]: runErrors,
  });
  const errors = ((await readJson(runErrors)) ?? []) as readonly string[];
  const outcome = await outcomeIn(unitReport, (report) => vitestOutcome(report as VitestReport, errors));
  return outcome ?? broken("Vitest", run);
}

async function endToEnd(): Promise<Outcome> {
  const run = await node([join(import.meta.dirname, "e2e.ts"), "--retries=1", "--reporter=json"], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: e2eReport,
  });
  const outcome = await outcomeIn(e2eReport, (report) => playwrightOutcome(report as PlaywrightReport));
  return outcome ?? broken("The end-to-end tests", run);
}

async function outcomeIn(path: string, read: (report: unknown) => Outcome): Promise<Outcome | null> {
  const report = await readJson(path);
  return report === null ? null : read(report);
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch(() => null);
  return text === null ? null : JSON.parse(text);
}

function broken(name: string, { output }: Run): Outcome {
  return { passed: 0, failures: [failure(`${name} did not run`, output)], skipped: 0 };
}

async function timed(name: string, run: () => Promise<Outcome>): Promise<Outcome> {
  const startedAtMs = performance.now();
  const outcome = await run();
  const seconds = Math.round((performance.now() - startedAtMs) / 1000);
  console.log(`${outcome.failures.length === 0 ? "✓" : "✗"} ${name}: ${summary([outcome])} (${seconds} s)`);
  return outcome;
}

function npmRun(script: string): Promise<Run> {
  const npm = process.env["npm_execpath"];
  if (npm === undefined) throw new Error("Run this with npm test.");
  return node([npm, "run", "--silent", script]);
}

function node(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Run> {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, {
      cwd: projectRoot,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    child.once("close", (exitCode) => done({ exitCode, output }));
  });
}
