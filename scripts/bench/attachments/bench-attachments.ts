import type { Browser } from "playwright";
import { median } from "../statistics.ts";
import { benchPage, type Row } from "../ui/bench-page.ts";
import { attachPhotos, makePhotos, removeAll } from "./page-photos.ts";
import { watchMemory } from "./renderer-memory.ts";

const rounds = 5;
const many = 40;
/** Enough to show what one more photo costs. */
const few = 8;
/** Allowed growth from `few` to `many` photos: thumbnails and metadata, but no decoded images. */
const mostGrowthMb = 150;

/**
 * Measures dropping photos on the window: how soon they are ready, and whether the page stays responsive
 * meanwhile.
 */
export function benchAttachments(): Promise<boolean> {
  return benchPage({ name: "attachments", measure });
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
    { what: "first 12-megapixel photo ready", value: first.readyMs, unit: "ms", bar: 1500 },
    {
      what: "12-megapixel photo ready, median",
      value: median(single.map((each) => each.readyMs)),
      unit: "ms",
      bar: 1500,
    },
    { what: "longest task of the page", value: longest, unit: "ms", bar: 50 },
    {
      what: "longest timer delay",
      value: Math.max(...single.map((each) => each.longestGapMs)),
      unit: "ms",
      bar: null,
    },
    { what: `${many} photos ready`, value: all.readyMs, unit: "ms", bar: null },
    { what: `longest task of the page during ${many}`, value: all.longestTaskMs, unit: "ms", bar: 50 },
    { what: `longest timer delay during ${many}`, value: all.longestGapMs, unit: "ms", bar: null },
    { what: `peak memory during ${few}`, value: fewPeak, unit: "MB", bar: null },
    { what: `peak memory during ${many}`, value: manyPeak, unit: "MB", bar: fewPeak + mostGrowthMb },
  ];
}
