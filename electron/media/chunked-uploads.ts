import type { StoredMedia } from "../../shared/ipc/bridge.ts";
import { AppError, toFailure, type Result } from "../../shared/ipc/result.ts";
import type { MediaStore } from "./media-store.ts";
import type { MediaUpload } from "./media-upload.ts";

/** A page that was reloaded in mid-upload never comes back to it. */
const patienceMs = 60_000;
const maxOpen = 32;

export interface Chunk {
  /** Chosen by the page, one an upload. */
  readonly uploadId: string;
  readonly bytes: Uint8Array;
  readonly isLast: boolean;
}

/** Files that come piece by piece over messages, so that no message has to hold one. */
export class ChunkedUploads {
  readonly #store: MediaStore;
  readonly #patienceMs: number;
  readonly #open = new Map<string, OpenUpload>();

  constructor(store: MediaStore, patience = patienceMs) {
    this.#store = store;
    this.#patienceMs = patience;
  }

  /** The next piece of an upload; the answer to the last one names what was stored. Never rejects. */
  async take(chunk: Chunk): Promise<Result<StoredMedia | null>> {
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
    for (const [, { upload }] of open) await (await upload).abort();
  }

  async #take({ uploadId, bytes, isLast }: Chunk): Promise<StoredMedia | null> {
    const entry = this.#open.get(uploadId) ?? this.#begin(uploadId);
    clearTimeout(entry.timer);
    const upload = await entry.upload;
    await upload.write(bytes);
    if (!isLast) {
      entry.timer = setTimeout(() => this.#giveUp(uploadId), this.#patienceMs).unref();
      return null;
    }
    this.#open.delete(uploadId);
    return upload.finish();
  }

  #begin(uploadId: string): OpenUpload {
    if (this.#open.size >= maxOpen) throw new AppError("invalid-request", "Too many uploads at once");
    const entry: OpenUpload = { upload: this.#store.receive(), timer: undefined };
    this.#open.set(uploadId, entry);
    return entry;
  }

  #giveUp(uploadId: string) {
    const upload = this.#open.get(uploadId)?.upload;
    this.#forget(uploadId);
    // What can't be removed now is removed at the next start.
    void upload?.then((opened) => opened.abort()).catch(() => undefined);
  }

  #forget(uploadId: string) {
    clearTimeout(this.#open.get(uploadId)?.timer);
    this.#open.delete(uploadId);
  }
}

interface OpenUpload {
  readonly upload: Promise<MediaUpload>;
  timer: NodeJS.Timeout | undefined;
}
