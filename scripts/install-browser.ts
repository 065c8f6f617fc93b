import { spawnSync, type SpawnSyncOptions } from "node:child_process";
import { createRequire } from "node:module";
import { doesBrowserStart, findBrowser } from "./browser.ts";

/** Sees to it that there is a Chromium for the end-to-end tests. @returns its path, or null when none can be had */
export function installBrowser(): string | null {
  const hasBrowser = () => {
    const path = findBrowser();
    return path !== null && doesBrowserStart(path) ? path : null;
  };
  return hasBrowser() ?? (downloadWithPlaywright(), hasBrowser()) ?? (installWithApt(), hasBrowser());
}

function downloadWithPlaywright(): void {
  console.log("Fetching Chromium for the tests.");
  const cli = createRequire(import.meta.url).resolve("@playwright/test/cli");
  run(process.execPath, [cli, "install", "chromium"], {
    // Where there is no way to the download, that should show soon.
    env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "10000" },
  });
}

function installWithApt(): void {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return;
  console.log("Installing Debian's Chromium for the tests.");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  run("apt-get", ["update"], { env });
  run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { env });
}

function run(command: string, args: readonly string[], options: SpawnSyncOptions): void {
  spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"], timeout: 15 * 60_000, ...options });
}

if (import.meta.main) {
  const path = installBrowser();
  console.log(path === null ? "No Chromium can be had here." : `The tests use ${path}.`);
  process.exitCode = path === null ? 1 : 0;
}
