import { readReceiptTask } from "../shared/tasks/read-receipt.ts";
import { transcribeTask } from "../shared/tasks/transcribe.ts";
import { getText } from "./i18n/i18n.ts";

export type DemoSample = "receipt" | "recording";

/** Bundled as data: URLs in scripts of their own, so that no host has to serve further kinds of files. */
const samples = {
  receipt: {
    task: readReceiptTask.name,
    fileName: () => getText().demo.receiptName,
    type: "image/png",
    load: () => import("./samples/receipt.png?inline"),
  },
  recording: {
    task: transcribeTask.name,
    fileName: () => getText().demo.recordingName,
    type: "audio/wav",
    load: () => import("./samples/tones.wav?inline"),
  },
} as const;

/** What the demo model reads and hears, and the task for it. */
export async function demoSample(which: DemoSample): Promise<{ readonly file: File; readonly task: string }> {
  const { load, fileName, task, type } = samples[which];
  const { default: url } = await load();
  const bytes = Uint8Array.from(atob(url.slice(url.indexOf(",") + 1)), (each) => each.charCodeAt(0));
  return { file: new File([bytes], fileName(), { type }), task };
}
