import type { Failure } from "../ipc/result.ts";
import type { ModelId } from "./model.ts";

export type DownloadId = string;

/** The role of a file in a model. */
export type FileRole = "weights" | "projector" | "drafter";

export interface DownloadFile {
  /** Path in the repository. */
  readonly path: string;
  readonly role: FileRole;
  readonly sizeBytes: number;
}

export type DownloadState =
  | { readonly type: "queued" }
  /** The speed is null until enough data has arrived to estimate it. */
  | { readonly type: "running"; readonly bytesPerSecond: number | null }
  /** The finished download, or partial data found at the start, is being verified against the hub's hash. */
  | { readonly type: "checking" }
  /** Waiting for an automatic retry. */
  | { readonly type: "waiting"; readonly failure: Failure; readonly retryAtMs: number }
  | { readonly type: "paused" }
  /** Needs the user's action. Partial data is kept, and resuming continues from it. */
  | { readonly type: "failed"; readonly failure: Failure }
  | { readonly type: "done"; readonly modelId: ModelId };

/** A model download with its companion files. */
export interface Download {
  readonly id: DownloadId;
  readonly repo: string;
  /** The commit of its files. */
  readonly revision: string;
  readonly name: string;
  readonly files: readonly DownloadFile[];
  readonly sizeBytes: number;
  readonly doneBytes: number;
  readonly state: DownloadState;
}
