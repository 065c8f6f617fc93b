import { defineConfig } from "@playwright/test";
import { browserLaunchOptions } from "./scripts/browser.ts";
import { installedElectron, obstacleHere } from "./scripts/start/obtain-electron.ts";

const hasElectron = obstacleHere() === null && installedElectron() !== null;

/** One set of specs, several ways to run it: see tests/e2e/harness. Start it with `npm run e2e`, which builds first. */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  // A spec has a server, an engine and a browser page of its own; two cores carry two of them.
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
    // To look into a failure: npm run e2e -- --trace on
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "browser", testIgnore: "**/*.desktop.spec.ts" },
    // The desktop bundle in plain Node under a stand-in for Electron, with its page in Chromium.
    { name: "standin", testMatch: "**/*.desktop.spec.ts", metadata: { host: "standin" } },
    // The real thing, where its binary is.
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
