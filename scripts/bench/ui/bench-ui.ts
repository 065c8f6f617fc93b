import type { Browser, Page } from "playwright";
import { median, percentile } from "../statistics.ts";
import { benchPage, type Row } from "./bench-page.ts";
import { writeLongChat } from "./long-chat.ts";
import { frameTimes, interactiveMs, openChat } from "./page-measures.ts";

const title = "A long conversation";
const messageCount = 1000;
const rounds = 5;

/**
 * Measures how soon the page accepts text, how soon a chat of 1,000 messages is shown, and whether the window
 * stays smooth while 300 tokens per second stream into it. The engine is a metronome; everything else is the
 * real app in Chromium.
 */
export function benchUi(): Promise<boolean> {
  return benchPage({ name: "ui", prepare: (home) => writeLongChat(home, title, messageCount), measure });
}

async function measure(browser: Browser, link: string): Promise<readonly Row[]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en" });
  const page = await context.newPage();
  await page.goto(link);
  // Until then, the page has not exchanged the link's token for a session.
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  const url = new URL("/", link).href;

  const interactive: number[] = [];
  const openings: { shownMs: number; completeMs: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    interactive.push(await interactiveMs(page, url));
    await page.getByRole("navigation", { name: "Chats" }).getByText(title).waitFor();
    openings.push(await openChat(page, title, messageCount));
    // An open chat stays open over a reload, so each round starts from a new one.
    await page.getByRole("button", { name: "New chat" }).first().click();
  }

  // Alternate both measurements, so that other load on the machine affects both.
  const still: (readonly number[])[] = [];
  const streaming: (readonly number[])[] = [];
  await openChat(page, title, messageCount);
  for (let round = 0; round < rounds; round++) {
    still.push(await frameTimes(page, 3000));
    streaming.push(await streamingFrameTimes(page));
  }

  return [
    { what: "page interactive, median", value: median(interactive), unit: "ms", bar: 1500 },
    {
      what: "1,000-message chat on screen, median",
      value: median(openings.map((each) => each.shownMs)),
      unit: "ms",
      bar: 300,
    },
    {
      what: "all of its messages in the document",
      value: median(openings.map((each) => each.completeMs)),
      unit: "ms",
      bar: null,
    },
    {
      what: "frame at 300 tokens/s, p95, median of rounds",
      value: median(streaming.map(p95)),
      unit: "ms",
      bar: 20,
    },
    { what: "frame at 300 tokens/s, median", value: median(streaming.flat()), unit: "ms", bar: null },
    { what: "frame at 300 tokens/s, worst", value: Math.max(...streaming.flat()), unit: "ms", bar: null },
    {
      what: "frame without a reply, p95, median of rounds",
      value: median(still.map(p95)),
      unit: "ms",
      bar: null,
    },
  ];
}

const p95 = (values: readonly number[]) => percentile(values, 0.95);

async function streamingFrameTimes(page: Page): Promise<readonly number[]> {
  await page.getByRole("textbox", { name: "Message" }).fill("Write a long answer.");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const stop = page.getByRole("button", { name: "Stop", exact: true });
  await stop.waitFor();
  await page.waitForTimeout(500);
  const times = await frameTimes(page, 5000);
  await stop.click();
  await stop.waitFor({ state: "hidden" });
  return times;
}
