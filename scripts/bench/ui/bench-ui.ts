import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser } from "playwright";
import { median, percentile } from "../statistics.ts";
import { browserLaunchOptions } from "../../browser.ts";
import { buildApp } from "../../build/build-app.ts";
import { writeLongChat } from "./long-chat.ts";
import { frameTimes, interactiveMs, openChat } from "./page-measures.ts";

const title = "A long conversation";
const messageCount = 1000;
const rounds = 5;

interface Row {
  readonly what: string;
  readonly value: number;
  /** The most it may be; null for what is reported alone. */
  readonly bar: number | null;
}

/**
 * What a person feels: how soon the page takes text, how soon a chat of 1,000 messages is there, and whether the window
 * stays smooth while 300 tokens a second stream into it. The engine is a metronome; all else is the real app in Chromium.
 */
export async function benchUi(): Promise<boolean> {
  await buildApp();
  const home = await mkdtemp(join(tmpdir(), "facet-bench-"));
  await writeLongChat(home, title, messageCount);
  const server = fork(new URL("./bench-server.ts", import.meta.url), {
    env: { ...process.env, FACET_HOME: home },
  });
  const [link] = (await once(server, "message")) as [string];
  const browser = await chromium.launch(browserLaunchOptions());
  try {
    const rows = await measure(browser, link);
    console.table(
      Object.fromEntries(
        rows.map(({ what, value, bar }) => [what, { ms: Math.round(value * 10) / 10, bar: bar ?? "" }]),
      ),
    );
    await mkdir(".cache/bench", { recursive: true });
    await writeFile(
      ".cache/bench/ui.json",
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
  const url = new URL("/", link).href;

  const interactive: number[] = [];
  const openings: { shownMs: number; completeMs: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    interactive.push(await interactiveMs(page, url));
    await page.getByRole("navigation", { name: "Chats" }).getByText(title).waitFor();
    openings.push(await openChat(page, title, messageCount));
    // A chat that is open stays open over a reload; each round starts from a new one.
    await page.getByRole("button", { name: "New chat" }).first().click();
  }

  await openChat(page, title, messageCount);
  const still = await frameTimes(page, 4000);
  await page.getByRole("textbox", { name: "Message" }).fill("Write a long answer.");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.getByRole("button", { name: "Stop", exact: true }).waitFor();
  await page.waitForTimeout(500);
  const streaming = await frameTimes(page, 8000);
  await page.getByRole("button", { name: "Stop", exact: true }).click();

  return [
    { what: "page interactive, median", value: median(interactive), bar: 1500 },
    {
      what: "1,000-message chat on screen, median",
      value: median(openings.map((each) => each.shownMs)),
      bar: 300,
    },
    {
      what: "all of its messages in the document",
      value: median(openings.map((each) => each.completeMs)),
      bar: null,
    },
    { what: "frame at 300 tokens/s, p95", value: percentile(streaming, 0.95), bar: 20 },
    { what: "frame at 300 tokens/s, median", value: median(streaming), bar: null },
    { what: "frame at 300 tokens/s, worst", value: Math.max(...streaming), bar: null },
    { what: "frame with nothing to do, p95", value: percentile(still, 0.95), bar: null },
  ];
}
