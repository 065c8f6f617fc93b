import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { projectRoot } from "../build/build-app.ts";
import { runErrorsVariable } from "./run-errors-reporter.ts";

const vitest = join(createRequire(import.meta.url).resolve("vitest/package.json"), "../vitest.mjs");
const run = promisify(execFile);

let folder: string;
beforeEach(async () => {
  // Within the project, so that the files resolve its packages.
  const cache = join(projectRoot, ".cache");
  await mkdir(cache, { recursive: true });
  folder = await mkdtemp(join(cache, "dying-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs a test file whose second test ends its worker in this way, next to one that passes. */
async function runDying(end: string) {
  await writeFile(join(folder, "vitest.config.ts"), config);
  await writeFile(
    join(folder, "dies.test.ts"),
    `import { it } from "vitest";
     it("lives", () => undefined);
     it("dies", async () => {
       for (let line = 1; line <= 30; line++) process.stderr.write("last words " + line + "\\n");
       ${end};
       await new Promise(() => undefined);
     });`,
  );
  await writeFile(
    join(folder, "lives.test.ts"),
    `import { it } from "vitest"; it("passes", () => undefined);`,
  );
  const errors = join(folder, "errors.json");
  const reporter = join(import.meta.dirname, "run-errors-reporter.ts");
  const parameters = ["run", "--root", folder, "--reporter=default", `--reporter=${reporter}`];
  // The runner that runs this test leaves its own settings in the environment.
  const env = {
    PATH: process.env["PATH"],
    HOME: process.env["HOME"],
    NO_COLOR: "1",
    [runErrorsVariable]: errors,
  };
  const { output, code } = await run(process.execPath, [vitest, ...parameters], { cwd: folder, env }).then(
    () => ({ output: "", code: 0 }),
    (thrown: unknown) => {
      const { stdout, stderr, code } = thrown as { stdout: string; stderr: string; code: number };
      return { output: stdout + stderr, code };
    },
  );
  return { output, code, errors: JSON.parse(await readFile(errors, "utf8")) as string[] };
}

const config = `
  import { workerPool } from ${JSON.stringify(join(import.meta.dirname, "worker-pool.ts"))};
  export default { test: { pool: workerPool, include: ["*.test.ts"] } };`;

describe("a test file whose worker dies", () => {
  it.runIf(process.platform !== "win32").each([
    [`process.kill(process.pid, "SIGKILL")`, "SIGKILL", "last words 30"],
    [`process.kill(process.pid, "SIGSEGV")`, "SIGSEGV", "last words 30"],
    [`process.abort()`, "SIGABRT", "JavaScript stack trace"],
    [`process.reallyExit(7)`, "exit code 7", "last words 30"],
  ])("is reported with the end of its stderr and how it ended, after %s", async (end, how, lastWords) => {
    const { output, code, errors } = await runDying(end);
    const file = join(folder, "dies.test.ts");
    expect(code).toBe(1);
    expect(output).toContain(`The worker ended with ${how} while it ran ${file}`);
    expect(output.split("The end of its stderr:\n")[1]).toContain(lastWords);
    expect(output).toContain("lives.test.ts (1 test)");
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(`with ${how} while it ran ${file}`);
    expect(errors[0]).toContain(lastWords);
    expect(errors[0]).not.toContain("last words 5\n");
  });
});
