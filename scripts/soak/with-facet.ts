import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright";
import { startBrowserHost } from "../../tests/e2e/harness/browser-host.ts";
import { Facet } from "../../tests/e2e/harness/facet.ts";
import { browserLaunchOptions } from "../browser.ts";
import { buildApp } from "../build/build-app.ts";

/** Runs an action on the whole app with a browser connected to it, as in the end-to-end specs. */
export async function withFacet<T>(
  beforeStart: { run(home: string): Promise<void> },
  use: (facet: Facet) => Promise<T>,
): Promise<T> {
  await buildApp();
  const home = await mkdtemp(join(tmpdir(), "facet-soak-"));
  const browser = await chromium.launch(browserLaunchOptions());
  try {
    await beforeStart.run(home);
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: "en-US",
      reducedMotion: "reduce",
    });
    const facet = new Facet(home, context, startBrowserHost);
    await facet.start();
    try {
      return await use(facet);
    } finally {
      await facet.quit();
    }
  } finally {
    await browser.close();
    await rm(home, { recursive: true, force: true });
  }
}
