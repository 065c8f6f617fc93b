import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { attaching } from "../../../tests/e2e/harness/attaching.ts";
import { expect, type Facet } from "../../../tests/e2e/harness/facet.ts";
import { user } from "../../../tests/e2e/harness/user.ts";
import { savedFile } from "../../../tests/e2e/harness/saved-file.ts";
import { watchMemory } from "../../bench/attachments/renderer-memory.ts";
import { writeRecording, type RecordedClip } from "./recording-file.ts";

export interface TranscribedRecording {
  readonly clips: readonly RecordedClip[];
  /**
   * Time from choosing the file until it can be sent, and from there until the transcript is complete,
   * interruptions included.
   */
  readonly preparedMs: number;
  readonly writtenMs: number;
  /** Peak memory of each process, in MB; NaN where the system does not report it. */
  readonly peakMb: { readonly page: number; readonly main: number; readonly engine: number };
  readonly breaches: readonly string[];
}

/** The longest allowed lead of a part before its first tone. */
const longestLeadMs = 700;
const patienceMs = 3_600_000;

/**
 * Transcribes a recording of this many minutes: stopped by the user after a third and continued, killed with
 * the whole app after two thirds and continued; then compares text and times with the recording.
 */
export async function transcribeRecording(
  facet: Facet,
  minutes: number,
  onProgress: (part: number) => void = () => undefined,
): Promise<TranscribedRecording> {
  const path = join(facet.home, "long.wav");
  const clips = await writeRecording(path, minutes);
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
  const parts = () => user(facet.page).replies.getByRole("listitem");
  const reach = async (share: number) => {
    const wanted = Math.floor(clips.length * share);
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
  await stopReply(facet);
  await user(facet.page).replyEnds();
  await continueReply(facet, clips.length);
  await reach(2 / 3);
  await look();
  await facet.kill();
  await facet.start();
  await facet.page.getByRole("navigation", { name: "Chats" }).getByRole("link").first().click();
  await continueReply(facet, clips.length);
  await reach(1);
  await user(facet.page).replyEnds();
  const writtenMs = performance.now() - startMs - preparedMs;
  await look();

  const lines = (await parts().allInnerTexts()).map((line) => line.split(/\s+/).at(-1) ?? "");
  const { text: srt } = await savedFile(facet.page, "Save as SRT");
  const page = memory ? await memory.peakMb() : Number.NaN;
  await rm(path);
  return {
    clips,
    preparedMs,
    writtenMs,
    peakMb: { page, ...peaks },
    breaches: [...textErrors(clips, lines), ...timingErrors(clips, srt)],
  };
}

async function attach(facet: Facet, path: string): Promise<void> {
  const chooser = facet.page.waitForEvent("filechooser");
  await facet.page.getByRole("button", { name: "Attach files" }).click();
  await (await chooser).setFiles(path);
  await attaching(facet).settled(patienceMs);
}

/** Stops the reply, unless it ends by itself first. */
async function stopReply(facet: Facet): Promise<void> {
  const { stop } = user(facet.page);
  if (await stop.isVisible()) await stop.click({ timeout: 5_000 }).catch(() => undefined);
}

/** Continues the reply. On a busy machine it may have been complete before it was to be interrupted. */
async function continueReply(facet: Facet, partsWanted: number): Promise<void> {
  const { replies } = user(facet.page);
  const button = replies.getByRole("button", { name: "Continue" });
  const parts = replies.getByRole("listitem");
  await expect
    .poll(async () => (await button.isVisible()) || (await parts.count()) === partsWanted)
    .toBe(true);
  if (await button.isVisible()) await button.click();
}

function textErrors(clips: readonly RecordedClip[], lines: readonly string[]): string[] {
  if (lines.length !== clips.length) return [`${lines.length} parts instead of ${clips.length}`];
  return clips.flatMap(({ keys }, at) =>
    lines[at] === keys ? [] : [`Part ${at + 1} is ${lines[at]} instead of ${keys}`],
  );
}

function timingErrors(clips: readonly RecordedClip[], srt: string): string[] {
  const times = [...srt.matchAll(/^(\d\d):(\d\d):(\d\d),(\d{3}) -->/gm)].map(
    ([, h, m, s, ms]) => ((Number(h) * 60 + Number(m)) * 60 + Number(s)) * 1000 + Number(ms),
  );
  return clips.flatMap(({ atMs }, at) => {
    const leadMs = atMs - (times[at] ?? Number.NaN);
    return leadMs >= 0 && leadMs <= longestLeadMs
      ? []
      : [`Part ${at + 1} begins ${leadMs} ms before its first tone`];
  });
}

/** Peak memory of a process. */
async function peakMb(pid: number | null): Promise<number> {
  const status = await readFile(`/proc/${pid ?? 0}/status`, "utf8").catch(() => "");
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1024;
}
