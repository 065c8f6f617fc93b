import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { buildApp, projectRoot } from "./build/build-app.ts";
import { installBrowser } from "./install-browser.ts";

await buildApp();
if (installBrowser() === null) {
  console.error("The end-to-end tests need Chromium or Google Chrome.");
  process.exitCode = 1;
} else {
  const playwright = createRequire(import.meta.url).resolve("@playwright/test/cli");
  const { status } = spawnSync(process.execPath, [playwright, "test", ...process.argv.slice(2)], {
    cwd: projectRoot,
    stdio: "inherit",
  });
  process.exitCode = status ?? 1;
}
