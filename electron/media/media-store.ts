import { statSync } from "node:fs";
import { join } from "node:path";
import { isMediaHash } from "../../shared/media/media-url.ts";

/**
 * Stores originals, prepared pieces and thumbnails: each is a file named after the hash of its bytes, stored
 * once and readable by its owner only. `MediaUpload` writes them. The messages that use a file describe what
 * it is; `sweepMedia` removes files that no message uses.
 */
export class MediaStore {
  /** An absolute path. */
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * The path of a file, whether it exists or not. Only valid hashes have one, so no path leaves the folder.
   */
  pathOf(hash: string): string {
    if (!isMediaHash(hash)) throw new Error("Not the hash of a media file");
    return join(this.folder, hash);
  }

  /** The size in bytes; null when the file is not stored. */
  sizeOf(hash: string): number | null {
    const found = statSync(this.pathOf(hash), { throwIfNoEntry: false });
    return found?.isFile() === true ? found.size : null;
  }
}
