import { z } from "zod";
import type { Download } from "../models/download.ts";
import { wellFormedText } from "../well-formed-text.ts";
import { hubPaths, hubRepository, hubRevision } from "./inputs.ts";
import { route } from "./route.ts";

const downloadId = z.string().max(64);

export const downloadRoutes = {
  /**
   * Downloads these files of a repository as one model, with sizes and hashes from the hub. Idempotent: a
   * second call returns the existing download, and resumes it if it is paused or has failed.
   */
  "downloads.start": route<Download>()(
    z.object({
      repo: hubRepository,
      revision: hubRevision,
      paths: hubPaths,
      /** Display name. */
      name: wellFormedText(200),
    }),
  ),
  "downloads.pause": route<null>()(z.object({ downloadId })),
  /** Resumes a download; one that waits for a retry is retried at once. */
  "downloads.resume": route<null>()(z.object({ downloadId })),
  /** Cancels a download and deletes its partial files; a finished download is only removed from the list. */
  "downloads.cancel": route<null>()(z.object({ downloadId })),
} as const;

export interface DownloadEvents {
  /** All downloads, published at most a few times a second. */
  readonly "downloads.changed": readonly Download[];
}

export interface DownloadsSnapshot {
  readonly downloads: readonly Download[];
}
