import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser } from "playwright";
import { startStandinHost } from "../../../tests/e2e/harness/standin-host.ts";
import { browserLaunchOptions } from "../../browser.ts";
import { buildApp } from "../../build/build-app.ts";
import { median } from "../statistics.ts";
import { reportRows } from "../ui/bench-page.ts";

const rounds = 7;
const barMs = 800;

/**
 * Measures the start of the desktop app, from its process to a window that the user can type in: our own code,
 * with the stand-in for Electron and a Chromium that is running. The first round creates the data folder.
 */
export async function benchStartup(): Promise<boolean> {
  await buildApp();
  const home = await mkdtemp(join(tmpdir(), "facet-bench-"));
  const browser = await chromium.launch(browserLaunchOptions());
  try {
    const first = await start(browser, home);
    const later: Start[] = [];
    for (let round = 0; round < rounds; round++) later.push(await start(browser, home));
    const inMain = median(later.map(({ windowMs }) => windowMs));
    return await reportRows("startup", [
      {
        what: "window that can type, median",
        value: median(later.map(({ typeMs }) => typeMs)),
        unit: "ms",
        bar: barMs,
      },
      { what: "of it, until the window is opened", value: inMain, unit: "ms", bar: null },
      { what: "window that can type, first start", value: first.typeMs, unit: "ms", bar: null },
    ]);
  } finally {
    await browser.close();
    await rm(home, { recursive: true, force: true });
  }
}

interface Start {
  readonly windowMs: number;
  readonly typeMs: number;
}

/** Opening a tab by the test's protocol is no part of it: the page is timed from its navigation on. */
async function start(browser: Browser, home: string): Promise<Start> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en" });
  await context.addInitScript(() => {
    const look = () => {
      const box = document.querySelector("textarea");
      if (box !== null && !box.disabled)
        document.documentElement.setAttribute("data-type-ms", String(performance.now()));
      else requestAnimationFrame(look);
    };
    look();
  });
  const startedAtMs = performance.now();
  const host = await startStandinHost({ home, context, previous: null });
  const windowMs = performance.now() - startedAtMs;
  const page = await host.openPage();
  const measured = page.locator("html[data-type-ms]");
  const inPageMs = Number(await measured.getAttribute("data-type-ms"));
  await host.quit();
  await context.close();
  return { windowMs, typeMs: windowMs + inPageMs };
}
