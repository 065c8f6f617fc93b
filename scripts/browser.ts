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

/**
 * The Chromium for the end-to-end tests: an installed one, else Playwright's own; null when there is none.
 */
export function findBrowser(): string | null {
  const candidates = [process.env["FACET_TEST_BROWSER"], ...usualPlaces, chromium.executablePath()];
  return candidates.find((path) => path !== undefined && path !== "" && existsSync(path)) ?? null;
}

/**
 * Launch options of every Chromium in tests and benchmarks: no background traffic, and no sandbox when
 * running as root, which Chromium refuses.
 */
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

/** Whether the browser starts; a downloaded one does not when system libraries are missing. */
export function doesBrowserStart(path: string): boolean {
  // Chrome on Windows opens a window instead of printing its version.
  if (process.platform === "win32") return true;
  return spawnSync(path, ["--version", ...quiet], { timeout: 30_000 }).status === 0;
}
