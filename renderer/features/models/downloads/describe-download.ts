import type { Download } from "../../../../shared/models/download.ts";
import { describeFailure } from "../../../i18n/describe-failure.ts";
import { formatBytes, formatDuration } from "../../../i18n/format.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";
import type { Language } from "../../../i18n/language.ts";

export interface DownloadWords {
  /** The progress: `2.1 GB of 5.4 GB`. */
  readonly amount: string;
  /** The current activity, or why the download waits. */
  readonly condition: string;
  /** Set if the user has to act. */
  readonly trouble: { readonly title: string; readonly detail: string } | null;
  /** Whether another address of the hub may help. */
  readonly offersMirror: boolean;
}

export function describeDownload(
  download: Download,
  text: MessageCatalog,
  language: Language,
): DownloadWords {
  const { doneBytes, sizeBytes, state } = download;
  const words = text.downloads;
  // While the hub can't be reached, the files and their sizes are not known yet.
  const amount =
    sizeBytes === 0 ? "" : words.amount(formatBytes(doneBytes, language), formatBytes(sizeBytes, language));
  const offersMirror =
    (state.type === "waiting" || state.type === "failed") && state.failure.code === "hub-offline";
  const plain = (condition: string): DownloadWords => ({ amount, condition, trouble: null, offersMirror });
  switch (state.type) {
    case "queued":
      return plain(words.queued);
    case "running":
      return plain(
        state.bytesPerSecond === null ? words.starting : pace(state.bytesPerSecond, download, text, language),
      );
    case "checking":
      return plain(words.checking);
    case "paused":
      return plain(words.paused);
    case "done":
      return plain(words.done);
    case "waiting": {
      const { title } = describeFailure(state.failure, text);
      return plain(`${title}${language === "zh-CN" ? "。" : ". "}${words.resumesAutomatically}`);
    }
    case "failed": {
      const { title, detail } = describeFailure(state.failure, text);
      const condition = doneBytes === 0 ? "" : words.keeps(formatBytes(doneBytes, language));
      return { amount, condition, trouble: { title, detail }, offersMirror };
    }
  }
}

function pace(bytesPerSecond: number, download: Download, text: MessageCatalog, language: Language): string {
  const words = text.downloads;
  const speed = words.speed(formatBytes(bytesPerSecond, language));
  if (bytesPerSecond <= 0) return speed;
  const leftMs = ((download.sizeBytes - download.doneBytes) / bytesPerSecond) * 1_000;
  return `${speed} · ${words.left(formatDuration(roughly(leftMs), language))}`;
}

/** Rounds to minutes or tens of seconds until the end is near: more would be false precision and flicker. */
function roughly(leftMs: number): number {
  const step = leftMs > 90_000 ? 60_000 : leftMs > 20_000 ? 10_000 : 1_000;
  return Math.max(step, Math.round(leftMs / step) * step);
}
