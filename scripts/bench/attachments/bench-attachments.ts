import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser } from "playwright";
import { browserLaunchOptions } from "../../browser.ts";
import { buildApp } from "../../build/build-app.ts";
import { median } from "../statistics.ts";
import { attachPhotos, makePhotos, removeAll } from "./page-photos.ts";
import { watchMemory } from "./renderer-memory.ts";

const rounds = 5;
const many = 40;
/** As many as show what one needs beside the next. */
const few = 8;
/** Of `many` over `few`: thumbnails and names, but no decoded picture. */
const mostGrowthMb = 150;

interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: "ms" | "MB";
  /** The most it may be; null for what is reported alone. */
  readonly bar: number | null;
}

/** What a person feels who drops photos on the window: how soon they are ready, and whether the page goes on meanwhile. */
export async function benchAttachments(): Promise<boolean> {
  await buildApp();
  const home = await mkdtemp(join(tmpdir(), "facet-bench-"));
  const server = fork(new URL("../ui/bench-server.ts", import.meta.url), {
    env: { ...process.env, FACET_HOME: home },
  });
  const [link] = (await once(server, "message")) as [string];
  const browser = await chromium.launch(browserLaunchOptions());
  try {
    const rows = await measure(browser, link);
    console.table(
      Object.fromEntries(
        rows.map(({ what, value, unit, bar }) => [what, { value: Math.round(value), unit, bar: bar ?? "" }]),
      ),
    );
    await mkdir(".cache/bench", { recursive: true });
    await writeFile(
      ".cache/bench/attachments.json",
      `${JSON.stringify({ at: new Date().toISOString(), rows }, null, 2)}\n`,
    );
    return rows.every(({ value, bar }) => bar === null || value <= bar);
  } finally {
    await browser.close();
    server.disconnect();
    await once(server, "exit");
    await rm(home, { recursive: true, force: true });
  }
}

async function measure(browser: Browser, link: string): Promise<readonly Row[]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en" });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  await makePhotos(page, many);

  const first = await attachPhotos(page, 1);
  await removeAll(page);
  const single = [];
  for (let round = 0; round < rounds; round++) {
    single.push(await attachPhotos(page, 1));
    await removeAll(page);
  }

  const fewMemory = await watchMemory(browser);
  await attachPhotos(page, few);
  const fewPeak = await fewMemory.peakMb();
  await removeAll(page);
  const manyMemory = await watchMemory(browser);
  const all = await attachPhotos(page, many);
  const manyPeak = await manyMemory.peakMb();

  const longest = Math.max(...single.map((each) => each.longestTaskMs), first.longestTaskMs);
  return [
    { what: "a photo of 12 megapixels ready, the first", value: first.readyMs, unit: "ms", bar: 1500 },
    { what: "the same, median", value: median(single.map((each) => each.readyMs)), unit: "ms", bar: 1500 },
    { what: "longest task of the page meanwhile", value: longest, unit: "ms", bar: 50 },
    {
      what: "longest wait of a timer meanwhile",
      value: Math.max(...single.map((each) => each.longestGapMs)),
      unit: "ms",
      bar: null,
    },
    { what: `${many} photos ready`, value: all.readyMs, unit: "ms", bar: null },
    { what: `longest task of the page during ${many}`, value: all.longestTaskMs, unit: "ms", bar: 50 },
    { what: `longest wait of a timer during ${many}`, value: all.longestGapMs, unit: "ms", bar: null },
    { what: `most memory during ${few}`, value: fewPeak, unit: "MB", bar: null },
    { what: `most memory during ${many}`, value: manyPeak, unit: "MB", bar: fewPeak + mostGrowthMb },
  ];
}
