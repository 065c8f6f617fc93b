import type { Browser } from "playwright";
import { median } from "../statistics.ts";
import { benchPage, type Row } from "../ui/bench-page.ts";
import { attachPhotos, makePhotos, removeAll } from "./page-photos.ts";
import { watchMemory } from "./renderer-memory.ts";

const rounds = 5;
const many = 40;
/** As many as show what one needs beside the next. */
const few = 8;
/** Of `many` over `few`: thumbnails and names, but no decoded picture. */
const mostGrowthMb = 150;

/** What a person feels who drops photos on the window: how soon they are ready, and whether the page goes on meanwhile. */
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
