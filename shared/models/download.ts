import type { Failure } from "../ipc/result.ts";
import type { ModelId } from "./model.ts";

export type DownloadId = string;

/** What a file is to a model. */
export type FileRole = "weights" | "projector" | "drafter";

export interface DownloadFile {
  /** In its repository. */
  readonly path: string;
  readonly role: FileRole;
  readonly sizeBytes: number;
}

export type DownloadState =
  | { readonly type: "queued" }
  /** The speed is null while too little has come to tell. */
  | { readonly type: "running"; readonly bytesPerSecond: number | null }
  /** All, or what was there at the start, is being compared with the hub's hash. */
  | { readonly type: "checking" }
  /** Something outside is in the way; it goes on by itself. */
  | { readonly type: "waiting"; readonly failure: Failure; readonly retryAtMs: number }
  | { readonly type: "paused" }
  /** It needs the person; what is there is kept, and resuming goes on with it. */
  | { readonly type: "failed"; readonly failure: Failure }
  | { readonly type: "done"; readonly modelId: ModelId };

/** A model on its way to this computer, with what belongs to it. */
export interface Download {
  readonly id: DownloadId;
  readonly repo: string;
  /** The commit its files are of. */
  readonly revision: string;
  readonly name: string;
  readonly files: readonly DownloadFile[];
  readonly sizeBytes: number;
  readonly doneBytes: number;
  readonly state: DownloadState;
}
