import { randomUUID } from "node:crypto";
import { statSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { isMediaHash } from "../../shared/media/media-url.ts";
import { makeFolder } from "../home/make-folder.ts";
import { mediaFailure } from "./media-failure.ts";
import { MediaUpload } from "./media-upload.ts";

/** What a file is called that is still coming in. */
export const unfinishedSuffix = ".part";

/**
 * Originals, what was prepared of them, and thumbnails: each a file under the hash of its bytes, once, for its owner
 * alone. What any of them is, is said by the messages that use it; `sweepMedia` removes what none uses.
 */
export class MediaStore {
  /** Absolute. */
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Begins to take a file. @throws AppError `storage-failed` */
  async receive(): Promise<MediaUpload> {
    const path = join(this.folder, randomUUID() + unfinishedSuffix);
    try {
      // It may have been deleted meanwhile.
      makeFolder(this.folder);
      return new MediaUpload(this, path, await open(path, "wx", 0o600));
    } catch (thrown) {
      throw mediaFailure(thrown);
    }
  }

  /** Where the file lies, whether it is there or not. Only hashes have a path: nothing leads out of the folder. */
  pathOf(hash: string): string {
    if (!isMediaHash(hash)) throw new Error("Not the hash of a medium");
    return join(this.folder, hash);
  }

  /** In bytes; null: not stored. */
  sizeOf(hash: string): number | null {
    const found = statSync(this.pathOf(hash), { throwIfNoEntry: false });
    return found?.isFile() === true ? found.size : null;
  }
}
