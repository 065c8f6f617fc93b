import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium, type LaunchOptions } from "playwright";

const usualPlaces: readonly string[] = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The Chromium that the end-to-end tests drive: one that is installed, else Playwright's own; null where there is none. */
export function findBrowser(): string | null {
  const candidates = [process.env["FACET_TEST_BROWSER"], ...usualPlaces, chromium.executablePath()];
  return candidates.find((path) => path !== undefined && path !== "" && existsSync(path)) ?? null;
}

/** How every Chromium of tests and benchmarks is started: no traffic of its own, and no sandbox where root has none. */
export function browserLaunchOptions(): LaunchOptions {
  const executablePath = findBrowser();
  return { ...(executablePath === null ? {} : { executablePath }), args: [...quiet] };
}

const quiet: readonly string[] = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

/** Whether the program starts at all: a download without the system's libraries does not. */
export function doesBrowserStart(path: string): boolean {
  // Chrome on Windows opens a window instead of telling its version.
  if (process.platform === "win32") return true;
  return spawnSync(path, ["--version", ...quiet], { timeout: 30_000 }).status === 0;
}
