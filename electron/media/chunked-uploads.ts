import type { StoredMedia } from "../../shared/ipc/bridge.ts";
import { AppError, toFailure, type Result } from "../../shared/ipc/result.ts";
import type { MediaStore } from "./media-store.ts";
import { MediaUpload } from "./media-upload.ts";

/** The timeout of an unfinished upload; a page that was reloaded does not continue it. */
const timeoutMs = 60_000;
const maxOpen = 32;

export interface UploadChunk {
  /** Chosen by the page, unique per upload. */
  readonly uploadId: string;
  /** Position of the bytes in the file. */
  readonly start: number;
  readonly bytes: Uint8Array;
  readonly isLast: boolean;
}

/** Receives files in pieces over messages, so that no message has to hold a whole file. */
export class ChunkedUploads {
  readonly #store: MediaStore;
  readonly #timeoutMs: number;
  readonly #open = new Map<string, OpenUpload>();

  constructor(store: MediaStore, patience = timeoutMs) {
    this.#store = store;
    this.#timeoutMs = patience;
  }

  /** Adds the next piece of an upload; the result of the last piece is the stored file. Never rejects. */
  async take(chunk: UploadChunk): Promise<Result<StoredMedia | null>> {
    try {
      return { ok: true, value: await this.#take(chunk) };
    } catch (thrown) {
      this.#forget(chunk.uploadId);
      return { ok: false, error: toFailure(thrown) };
    }
  }

  async dispose(): Promise<void> {
    const open = [...this.#open];
    for (const [uploadId] of open) this.#forget(uploadId);
    // What can't be removed now is removed at the next start.
    await Promise.allSettled(open.map(async ([, { upload }]) => (await upload).abort()));
  }

  async #take({ uploadId, start, bytes, isLast }: UploadChunk): Promise<StoredMedia | null> {
    // The rest of an upload that was given up must not become a file of its own.
    const entry = this.#open.get(uploadId) ?? (start === 0 ? this.#begin(uploadId) : null);
    if (entry?.receivedBytes !== start)
      throw new AppError("media-unreadable", "The upload was interrupted and has to begin again");
    entry.receivedBytes += bytes.byteLength;
    clearTimeout(entry.timer);
    const upload = await entry.upload;
    await upload.write(bytes);
    if (!isLast) {
      entry.timer = setTimeout(() => this.#giveUp(uploadId), this.#timeoutMs).unref();
      return null;
    }
    this.#open.delete(uploadId);
    return upload.finish();
  }

  #begin(uploadId: string): OpenUpload {
    if (this.#open.size >= maxOpen) throw new AppError("invalid-request", "Too many uploads at once");
    const entry: OpenUpload = { upload: MediaUpload.begin(this.#store), receivedBytes: 0, timer: undefined };
    this.#open.set(uploadId, entry);
    return entry;
  }

  #giveUp(uploadId: string) {
    const upload = this.#open.get(uploadId)?.upload;
    this.#forget(uploadId);
    // A file that cannot be removed now is removed at the next start.
    upload?.then((opened) => opened.abort()).catch(() => undefined);
  }

  #forget(uploadId: string) {
    clearTimeout(this.#open.get(uploadId)?.timer);
    this.#open.delete(uploadId);
  }
}

interface OpenUpload {
  readonly upload: Promise<MediaUpload>;
  receivedBytes: number;
  timer: NodeJS.Timeout | undefined;
}
