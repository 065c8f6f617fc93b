import { createHash, randomUUID } from "node:crypto";
import { open, rename, rm, utimes, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import type { StoredMedia } from "../../shared/ipc/bridge.ts";
import { AppError } from "../../shared/ipc/result.ts";
import { mediaLimits } from "../../shared/media/media-limits.ts";
import { makeFolder } from "../home/make-folder.ts";
import { syncFolder } from "../home/write-file-atomically.ts";
import { mediaFailure, tooLarge } from "./media-failure.ts";
import type { MediaStore } from "./media-store.ts";

/** The suffix of files that are still being received. */
export const unfinishedSuffix = ".part";

/**
 * A file that is being received into the store. It has a temporary name until it is complete and its hash is
 * known. Ends with `finish` or `abort`; a failure aborts it.
 */
export class MediaUpload {
  readonly #store: MediaStore;
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #hash = createHash("sha256");
  #sizeBytes = 0;
  #isOpen = true;

  /** Starts receiving a file. @throws AppError `storage-failed` */
  static async begin(store: MediaStore): Promise<MediaUpload> {
    const path = join(store.folder, randomUUID() + unfinishedSuffix);
    try {
      // The folder may have been deleted meanwhile.
      makeFolder(store.folder);
      return new MediaUpload(store, path, await open(path, "wx", 0o600));
    } catch (thrown) {
      throw mediaFailure(thrown);
    }
  }

  private constructor(store: MediaStore, path: string, file: FileHandle) {
    this.#store = store;
    this.#path = path;
    this.#file = file;
  }

  /** Calls must not overlap. @throws AppError `media-too-large`, `storage-failed` */
  write(bytes: Uint8Array): Promise<void> {
    return this.#orAbort(async () => {
      this.#sizeBytes += bytes.byteLength;
      if (this.#sizeBytes > mediaLimits.fileBytes) throw tooLarge();
      this.#hash.update(bytes);
      // A write to a nearly full disk may be partial.
      for (let written = 0; written < bytes.byteLength;)
        written += (await this.#file.write(bytes, written)).bytesWritten;
    });
  }

  /** @throws AppError `storage-failed`; `invalid-request` when the file is empty */
  finish(): Promise<StoredMedia> {
    return this.#orAbort(async () => {
      if (this.#sizeBytes === 0) throw new AppError("invalid-request", "The file is empty");
      const stored = { hash: this.#hash.digest("hex"), sizeBytes: this.#sizeBytes };
      await this.#file.sync();
      await this.#close();
      if (this.#store.sizeOf(stored.hash) === stored.sizeBytes) await this.#keepEarlier(stored.hash);
      else await rename(this.#path, this.#store.pathOf(stored.hash));
      await syncFolder(this.#store.folder);
      return stored;
    });
  }

  async abort(): Promise<void> {
    await this.#close();
    await rm(this.#path, { force: true });
  }

  /** Renews the modification time, so that the next sweep treats the file like a new one. */
  async #keepEarlier(hash: string) {
    await rm(this.#path);
    const now = new Date();
    await utimes(this.#store.pathOf(hash), now, now);
  }

  async #close() {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.#file.close();
  }

  async #orAbort<T>(work: () => Promise<T>): Promise<T> {
    try {
      if (!this.#isOpen) throw new AppError("invalid-request", "This upload has ended");
      return await work();
    } catch (thrown) {
      await this.abort().catch(() => undefined);
      throw mediaFailure(thrown);
    }
  }
}
