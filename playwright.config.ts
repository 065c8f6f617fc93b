import { defineConfig } from "@playwright/test";
import { browserLaunchOptions } from "./scripts/browser.ts";
import { chosenHost, type E2eHost } from "./scripts/test/e2e-host.ts";

/** The specs of the stand-in alone, which no other host can run. */
const desktopOnly = "**/*.desktop.spec.ts";

/**
 * The specs that also go through preload and IPC when no host is chosen: one for each way on which page and
 * services meet. `npm run e2e -- --host=desktop` runs all.
 */
const throughPreload = [
  "attachments",
  "failures",
  "first-start",
  "hostile-replies",
  "many-chats",
  "page-policy",
  "tools",
].map((name) => `**/${name}.spec.ts`);

const host = chosenHost();
const runs = (...hosts: readonly E2eHost[]) => host === null || hosts.includes(host);

/**
 * One set of specs for several hosts: see tests/e2e/harness. Run it with `npm run e2e`, which builds first.
 */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  // Each spec starts a server, an engine and a browser page; two cores suffice for two of them.
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env["CI"]),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    locale: "en-US",
    colorScheme: "light",
    viewport: { width: 1280, height: 800 },
    launchOptions: browserLaunchOptions(),
    // To investigate a failure, run: npm run e2e -- --trace on
    screenshot: "only-on-failure",
  },
  projects: [
    ...(runs("browser") ? [{ name: "browser", testIgnore: desktopOnly }] : []),
    // The desktop bundle in plain Node, with a stand-in for Electron and its page in Chromium.
    ...(runs("desktop")
      ? [
          { name: "standin", testMatch: desktopOnly, metadata: { host: "standin" } },
          {
            name: "desktop",
            testMatch: host === "desktop" ? "**/*.spec.ts" : throughPreload,
            testIgnore: desktopOnly,
            grepInvert: /@browser/,
            metadata: { host: "standin" },
          },
        ]
      : []),
    // Real Electron. Where its binary is not installed, each spec is skipped and counted.
    ...(runs("electron")
      ? [
          {
            name: "electron",
            testIgnore: desktopOnly,
            grepInvert: /@browser/,
            metadata: { host: "electron" },
          },
        ]
      : []),
  ],
});
