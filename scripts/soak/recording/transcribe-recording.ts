import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { attaching } from "../../../tests/e2e/harness/attaching.ts";
import { expect, type Facet } from "../../../tests/e2e/harness/facet.ts";
import { person } from "../../../tests/e2e/harness/user.ts";
import { savedFile } from "../../../tests/e2e/harness/saved-file.ts";
import { watchMemory } from "../../bench/attachments/renderer-memory.ts";
import { writeRecording, type Said } from "./recording-file.ts";

export interface TranscribedRecording {
  readonly said: readonly Said[];
  /** From the choice of the file until it can be sent, and from there until all is written, interruptions included. */
  readonly preparedMs: number;
  readonly writtenMs: number;
  /** The most that each had in memory, in MB; NaN where the system does not tell. */
  readonly peakMb: { readonly page: number; readonly main: number; readonly engine: number };
  readonly breaches: readonly string[];
}

/** A part begins this much before its first tone at most. */
const longestLeadMs = 700;
const patienceMs = 3_600_000;

/**
 * Has a recording of so many minutes written down: stopped by the person after a third and gone on with, killed with the
 * whole app after two thirds and gone on with, and compared with what was said and when.
 */
export async function transcribeRecording(
  facet: Facet,
  minutes: number,
  onProgress: (part: number) => void = () => undefined,
): Promise<TranscribedRecording> {
  const path = join(facet.home, "long.wav");
  const said = await writeRecording(path, minutes);
  const browser = facet.page.context().browser();
  const memory = browser && (await watchMemory(browser));
  const peaks = { main: 0, engine: 0 };
  const look = async () => {
    peaks.main = Math.max(peaks.main, await peakMb(facet.host.pid));
    peaks.engine = Math.max(peaks.engine, await peakMb(await facet.enginePid()));
  };

  const startMs = performance.now();
  await attach(facet, path);
  const preparedMs = performance.now() - startMs;
  const parts = () => person(facet.page).replies.getByRole("listitem");
  const reach = async (share: number) => {
    const wanted = Math.floor(said.length * share);
    await expect
      .poll(
        async () => {
          const count = await parts().count();
          onProgress(count);
          return count;
        },
        { timeout: patienceMs },
      )
      .toBeGreaterThanOrEqual(wanted);
  };
  await facet.page.getByRole("button", { name: "Transcribe", exact: true }).click();
  await facet.page.keyboard.press("Enter");
  await reach(1 / 3);
  await person(facet.page).stop.click();
  await person(facet.page).replyEnds();
  await goOn(facet);
  await reach(2 / 3);
  await look();
  await facet.kill();
  await facet.start();
  await facet.page.getByRole("navigation", { name: "Chats" }).getByRole("link").first().click();
  await goOn(facet);
  await reach(1);
  await person(facet.page).replyEnds();
  const writtenMs = performance.now() - startMs - preparedMs;
  await look();

  const lines = (await parts().allInnerTexts()).map((line) => line.split(/\s+/).at(-1) ?? "");
  const { text: srt } = await savedFile(facet.page, "Save as SRT");
  const page = memory ? await memory.peakMb() : Number.NaN;
  await rm(path);
  return {
    said,
    preparedMs,
    writtenMs,
    peakMb: { page, ...peaks },
    breaches: [...unlike(said, lines), ...outOfTime(said, srt)],
  };
}

async function attach(facet: Facet, path: string): Promise<void> {
  const chooser = facet.page.waitForEvent("filechooser");
  await facet.page.getByRole("button", { name: "Attach files" }).click();
  await (await chooser).setFiles(path);
  await attaching(facet).settled(patienceMs);
}

async function goOn(facet: Facet): Promise<void> {
  const { replies, stop } = person(facet.page);
  await replies.getByRole("button", { name: "Continue" }).click();
  await expect(stop).toBeVisible();
}

function unlike(said: readonly Said[], lines: readonly string[]): string[] {
  if (lines.length !== said.length) return [`${lines.length} parts instead of ${said.length}`];
  return said.flatMap(({ keys }, at) =>
    lines[at] === keys ? [] : [`Part ${at + 1} says ${lines[at]} instead of ${keys}`],
  );
}

function outOfTime(said: readonly Said[], srt: string): string[] {
  const times = [...srt.matchAll(/^(\d\d):(\d\d):(\d\d),(\d{3}) -->/gm)].map(
    ([, h, m, s, ms]) => ((Number(h) * 60 + Number(m)) * 60 + Number(s)) * 1000 + Number(ms),
  );
  return said.flatMap(({ atMs }, at) => {
    const leadMs = atMs - (times[at] ?? Number.NaN);
    return leadMs >= 0 && leadMs <= longestLeadMs
      ? []
      : [`Part ${at + 1} begins ${leadMs} ms before what is said`];
  });
}

/** The most that a process had in memory. */
async function peakMb(pid: number | null): Promise<number> {
  const status = await readFile(`/proc/${pid ?? 0}/status`, "utf8").catch(() => "");
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1024;
}
