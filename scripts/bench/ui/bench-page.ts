import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser } from "playwright";
import { browserLaunchOptions } from "../../browser.ts";
import { buildApp } from "../../build/build-app.ts";

export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: "ms" | "MB";
  /** The upper limit; null for values that are only reported. */
  readonly bar: number | null;
}

export interface PageBench {
  /** The name that results are saved under. */
  readonly name: string;
  /** Fills the data folder before Facet starts. */
  readonly prepare?: (home: string) => Promise<void>;
  readonly measure: (browser: Browser, link: string) => Promise<readonly Row[]>;
}

/** Measures the real page in Chromium with the metronome engine. @returns whether every bar is met */
export async function benchPage({ name, prepare, measure }: PageBench): Promise<boolean> {
  await buildApp();
  const browser = await chromium.launch(browserLaunchOptions());
  try {
    const server = await startBenchServer(new URL("./bench-server.ts", import.meta.url), prepare);
    try {
      return await reportRows(name, await measure(browser, server.link));
    } finally {
      await server.close();
    }
  } finally {
    await browser.close();
  }
}

/** @param module `bench-server.ts` of this version of Facet or of another one, which is built already */
export async function startBenchServer(
  module: URL,
  prepare?: (home: string) => Promise<void>,
): Promise<{ readonly link: string; close(): Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), "facet-bench-"));
  await prepare?.(home);
  const server = fork(module, { env: { ...process.env, FACET_HOME: home } });
  const link = await Promise.race([
    once(server, "message").then(([link]) => String(link)),
    once(server, "exit").then(async ([code]) => {
      await rm(home, { recursive: true, force: true });
      throw new Error(`Facet ended before it was ready (exit code ${String(code)})`);
    }),
  ]);
  return {
    link,
    async close() {
      server.disconnect();
      await once(server, "exit");
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Prints a table and saves it under `.cache/bench`. @returns whether every bar is met */
export async function reportRows(name: string, rows: readonly Row[]): Promise<boolean> {
  console.table(
    Object.fromEntries(
      rows.map(({ what, value, unit, bar }) => [
        what,
        { value: Math.round(value * 10) / 10, unit, bar: bar ?? "" },
      ]),
    ),
  );
  await mkdir(".cache/bench", { recursive: true });
  await writeFile(
    `.cache/bench/${name}.json`,
    `${JSON.stringify({ at: new Date().toISOString(), rows }, null, 2)}\n`,
  );
  return rows.every(({ value, bar }) => bar === null || value <= bar);
}
