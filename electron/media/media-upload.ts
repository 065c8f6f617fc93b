import { createHash } from "node:crypto";
import { rename, rm, utimes, type FileHandle } from "node:fs/promises";
import type { StoredMedia } from "../../shared/ipc/bridge.ts";
import { AppError } from "../../shared/ipc/result.ts";
import { mediaLimits } from "../../shared/media/media-limits.ts";
import { syncFolder } from "../home/write-file-atomically.ts";
import { mediaFailure, tooLarge } from "./media-failure.ts";
import type { MediaStore } from "./media-store.ts";

/**
 * A file on its way into the store. It lies under a name of its own until it is whole and its hash is known; then it gets
 * that name. Ends with `finish` or `abort`; a failure is an abort.
 */
export class MediaUpload {
  readonly #store: MediaStore;
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #hash = createHash("sha256");
  #sizeBytes = 0;
  #isOpen = true;

  constructor(store: MediaStore, path: string, file: FileHandle) {
    this.#store = store;
    this.#path = path;
    this.#file = file;
  }

  /** One at a time. @throws AppError `media-too-large`, `storage-failed` */
  write(bytes: Uint8Array): Promise<void> {
    return this.#orAbort(async () => {
      this.#sizeBytes += bytes.byteLength;
      if (this.#sizeBytes > mediaLimits.fileBytes) throw tooLarge();
      this.#hash.update(bytes);
      // A disk that is nearly full takes a part of what it is given.
      for (let written = 0; written < bytes.byteLength;)
        written += (await this.#file.write(bytes, written)).bytesWritten;
    });
  }

  /** @throws AppError `storage-failed`; `invalid-request`: nothing came */
  finish(): Promise<StoredMedia> {
    return this.#orAbort(async () => {
      if (this.#sizeBytes === 0) throw new AppError("invalid-request", "A file of no bytes");
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

  /** Used again, it is as young as what was sent just now: the next tidying up leaves it alone. */
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
