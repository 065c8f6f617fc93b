import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { Browser, Page } from "playwright";
import { median, percentile, ratioInterval } from "../statistics.ts";
import { benchPage, startBenchServer, type Row } from "./bench-page.ts";
import type * as longChat from "./long-chat.ts";
import { writeLongChat } from "./long-chat.ts";
import { frameTimes, interactiveMs, openChat } from "./page-measures.ts";

const title = "A long conversation";
const messageCount = 1000;

/**
 * `npm run bench -- ui [--rounds N] [--beside FOLDER]` measures how soon the page accepts text, how soon a chat
 * of 1,000 messages is shown, and whether the window stays smooth while 300 tokens per second stream into it.
 * The engine is a metronome; everything else is the real app in Chromium. With `--beside`, another checkout with
 * its packages is measured in the same rounds.
 */
export async function benchUi(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: { rounds: { type: "string", default: "5" }, beside: { type: "string" } },
  });
  const rounds = Number(values.rounds);
  const least = values.beside === undefined ? 1 : 2;
  if (!Number.isInteger(rounds) || rounds < least) throw new Error(`--rounds is a number, at least ${least}`);
  const other = values.beside === undefined ? null : await startOther(values.beside);
  try {
    return await benchPage({
      name: other === null ? "ui" : "ui-beside",
      prepare: (home) => writeLongChat(home, title, messageCount),
      measure: async (browser, link) => {
        const subject = await openSubject(browser, link);
        if (other === null) return rowsOf(await measure([subject], rounds));
        const beside = await openSubject(browser, other.link);
        const [own, others] = await measure([subject, beside], rounds);
        if (own && others) compare(own, others);
        return rowsOf([own]);
      },
    });
  } finally {
    await other?.close();
  }
}

async function startOther(folder: string) {
  const build = spawn("npm", ["run", "--silent", "build"], { cwd: folder, stdio: "inherit" });
  const [code] = (await once(build, "exit")) as [number | null];
  if (code !== 0) throw new Error(`The other version in ${folder} could not be built`);
  const moduleOf = (name: string) => pathToFileURL(join(folder, "scripts/bench/ui", name));
  // Its own, which knows its database.
  const { writeLongChat: write } = (await import(moduleOf("long-chat.ts").href)) as typeof longChat;
  return startBenchServer(moduleOf("bench-server.ts"), (home) => write(home, title, messageCount));
}

interface Subject {
  readonly page: Page;
  readonly url: string;
}

/** One value for each round. */
interface Samples {
  readonly interactive: number[];
  readonly shown: number[];
  readonly complete: number[];
  readonly still: (readonly number[])[];
  readonly streaming: (readonly number[])[];
}

async function openSubject(browser: Browser, link: string): Promise<Subject> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en" });
  const page = await context.newPage();
  await page.goto(link);
  // Until then, the page has not exchanged the link's token for a session.
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  return { page, url: new URL("/", link).href };
}

/** The subjects take turns, so that other load on the machine affects all. */
async function measure(subjects: readonly Subject[], rounds: number): Promise<readonly Samples[]> {
  const samples = subjects.map((): Samples => ({
    interactive: [],
    shown: [],
    complete: [],
    still: [],
    streaming: [],
  }));
  const inTurn = async (round: number, step: (subject: Subject, of: Samples) => Promise<void>) => {
    const pairs = subjects.flatMap((subject, at) => {
      const own = samples[at];
      return own === undefined ? [] : [{ subject, own }];
    });
    for (const { subject, own } of round % 2 === 0 ? pairs : pairs.toReversed()) {
      await subject.page.bringToFront();
      await step(subject, own);
    }
  };
  for (let round = 0; round < rounds; round++) await inTurn(round, measureOpening);
  await inTurn(0, async ({ page }) => {
    await openChat(page, title, messageCount);
  });
  for (let round = 0; round < rounds; round++) await inTurn(round, measureFrames);
  return samples;
}

async function measureOpening({ page, url }: Subject, samples: Samples): Promise<void> {
  samples.interactive.push(await interactiveMs(page, url));
  await page.getByRole("navigation", { name: "Chats" }).getByText(title).waitFor();
  const { shownMs, completeMs } = await openChat(page, title, messageCount);
  samples.shown.push(shownMs);
  samples.complete.push(completeMs);
  // An open chat stays open over a reload, so each round starts from a new one.
  await page.getByRole("button", { name: "New chat" }).first().click();
}

async function measureFrames({ page }: Subject, samples: Samples): Promise<void> {
  samples.still.push(await frameTimes(page, 3000));
  samples.streaming.push(await streamingFrameTimes(page));
}

function rowsOf([samples]: readonly (Samples | undefined)[]): readonly Row[] {
  if (samples === undefined) return [];
  const { interactive, shown, complete, still, streaming } = samples;
  const row = (what: string, value: number, bar: number | null = null): Row => ({
    what,
    value,
    unit: "ms",
    bar,
  });
  return [
    row("page interactive, median", median(interactive), 1500),
    row("1,000-message chat on screen, median", median(shown), 300),
    row("all of its messages in the document", median(complete)),
    row("frame at 300 tokens/s, p95, median of rounds", median(streaming.map(p95)), 20),
    row("frame at 300 tokens/s, median", median(streaming.flat())),
    row("frame at 300 tokens/s, worst", Math.max(...streaming.flat())),
    row("frame without a reply, p95, median of rounds", median(still.map(p95))),
  ];
}

/** Medians of both, and the ratio of this version's values to the other's: mean of the rounds, 95 % interval. */
function compare(own: Samples, other: Samples): void {
  const measures: readonly (readonly [string, (of: Samples) => readonly number[]])[] = [
    ["page interactive", ({ interactive }) => interactive],
    ["1,000-message chat on screen", ({ shown }) => shown],
    ["all of its messages in the document", ({ complete }) => complete],
    ["frame at 300 tokens/s, p95", ({ streaming }) => streaming.map(p95)],
    ["frame without a reply, p95", ({ still }) => still.map(p95)],
  ];
  console.table(
    measures.map(([what, of]) => {
      const pairs = of(own).map((value, at): readonly [number, number] => [value, of(other)[at] ?? NaN]);
      const { middle, low, high } = ratioInterval(pairs);
      return {
        what,
        "this (ms)": tenths(median(of(own))),
        "other (ms)": tenths(median(of(other))),
        ratio: `${middle.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`,
      };
    }),
  );
}

const tenths = (value: number) => Math.round(value * 10) / 10;
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
