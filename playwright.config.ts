import { defineConfig } from "@playwright/test";
import { browserLaunchOptions } from "./scripts/browser.ts";
import { installedElectron, windowObstacle } from "./scripts/start/obtain-electron.ts";

const hasElectron = windowObstacle() === null && installedElectron() !== null;

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
    { name: "browser", testIgnore: "**/*.desktop.spec.ts" },
    // The desktop bundle in plain Node, with a stand-in for Electron and its page in Chromium.
    { name: "standin", testMatch: "**/*.desktop.spec.ts", metadata: { host: "standin" } },
    // Real Electron, where its binary is installed.
    ...(hasElectron
      ? [
          {
            name: "electron",
            testIgnore: "**/*.desktop.spec.ts",
            grepInvert: /@browser/,
            metadata: { host: "electron" },
          },
        ]
      : []),
  ],
});
