import type { Download, DownloadState } from "../../../../shared/models/download.ts";

export type DownloadCondition = "running" | "waiting" | "paused" | "failed";

export interface DownloadsSummary {
  /** Of all bytes, those that are here: 0 to 1. */
  readonly fraction: number;
  /** What the user should know first: a failure, then one that runs, then one that waits. */
  readonly condition: DownloadCondition;
  /** The name if there is one only; null: several. */
  readonly name: string | null;
  readonly count: number;
}

const byUrgency = ["failed", "running", "waiting", "paused"] as const;

/** The unfinished downloads as one; null: there are none. */
export function summarizeDownloads(downloads: readonly Download[]): DownloadsSummary | null {
  const open = downloads.filter(({ state }) => state.type !== "done");
  const [first] = open;
  if (first === undefined) return null;
  const sum = (of: (download: Download) => number) =>
    open.reduce((total, download) => total + of(download), 0);
  const sizeBytes = sum((download) => download.sizeBytes);
  const conditions = open.map(({ state }) => conditionOf(state));
  return {
    fraction: sizeBytes === 0 ? 0 : Math.min(1, sum(({ doneBytes }) => doneBytes) / sizeBytes),
    condition: byUrgency.find((condition) => conditions.includes(condition)) ?? "running",
    name: open.length === 1 ? first.name : null,
    count: open.length,
  };
}

function conditionOf({ type }: DownloadState): DownloadCondition {
  switch (type) {
    case "failed":
    case "paused":
    case "waiting":
      return type;
    case "queued":
    case "running":
    case "checking":
    case "done":
      return "running";
  }
}
