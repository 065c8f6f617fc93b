import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { buildApp, projectRoot } from "./build/build-app.ts";
import { installBrowser } from "./install-browser.ts";
import { e2eHostVariable } from "./test/e2e-host.ts";

/**
 * Builds, then runs the end-to-end specs. `--host=browser`, `--host=desktop` or `--host=electron` runs all of
 * them on this host only; other arguments are Playwright's.
 */
const hostFlag = "--host=";
const args = process.argv.slice(2);
const host = args.findLast((arg) => arg.startsWith(hostFlag))?.slice(hostFlag.length);

await buildApp();
if (installBrowser() === null) {
  console.error("The end-to-end tests need Chromium or Google Chrome.");
  process.exitCode = 1;
} else {
  const playwright = createRequire(import.meta.url).resolve("@playwright/test/cli");
  const { status } = spawnSync(
    process.execPath,
    [playwright, "test", ...args.filter((arg) => !arg.startsWith(hostFlag))],
    {
      cwd: projectRoot,
      stdio: "inherit",
      env: { ...process.env, ...(host !== undefined && { [e2eHostVariable]: host }) },
    },
  );
  process.exitCode = status ?? 1;
}
