import type { Download, DownloadId, DownloadState } from "../../../shared/models/download.ts";
import { totalBytes, type DownloadJob } from "./download-job.ts";

/** A download in the list. */
export interface DownloadEntry {
  readonly id: DownloadId;
  readonly folder: string;
  readonly job: DownloadJob;
  state: DownloadState;
}

/** The form of an entry that is sent to pages. */
export function describeEntry({ id, job, state }: DownloadEntry): Download {
  const { record } = job;
  const sizeBytes = totalBytes(record);
  return {
    id,
    repo: record.repo,
    revision: record.revision,
    name: record.name,
    files: record.files.map(({ path, role, sizeBytes: bytes }) => ({ path, role, sizeBytes: bytes })),
    sizeBytes,
    doneBytes: state.type === "done" ? sizeBytes : Math.min(job.doneBytes, sizeBytes),
    state,
  };
}
