import { spawnSync, type SpawnSyncOptions } from "node:child_process";
import { createRequire } from "node:module";
import { doesBrowserStart, findBrowser } from "./browser.ts";

/**
 * Installs Chromium for the end-to-end tests if there is none. @returns its path, or null when none is
 * available
 */
export function installBrowser(): string | null {
  const hasBrowser = () => {
    const path = findBrowser();
    return path !== null && doesBrowserStart(path) ? path : null;
  };
  return hasBrowser() ?? (downloadWithPlaywright(), hasBrowser()) ?? (installWithApt(), hasBrowser());
}

function downloadWithPlaywright(): void {
  console.log("Downloading Chromium for the tests.");
  const cli = createRequire(import.meta.url).resolve("@playwright/test/cli");
  run(process.execPath, [cli, "install", "chromium"], {
    // Fail soon when the download server is not reachable.
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
  console.log(path === null ? "Chromium is not available on this system." : `The tests use ${path}.`);
  process.exitCode = path === null ? 1 : 0;
}
