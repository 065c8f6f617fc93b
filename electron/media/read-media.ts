import { open } from "node:fs/promises";
import { headBytes, mediaTypeOf } from "../../shared/media/media-type.ts";
import { isMediaHash } from "../../shared/media/media-url.ts";
import { byteRange } from "./byte-range.ts";
import type { MediaStore } from "./media-store.ts";

/** The response for a stored file or a range of it; both hosts send it in their own way. */
export interface MediaAnswer {
  readonly status: 200 | 206 | 416;
  readonly headers: Readonly<Record<string, string>>;
  /** The file and byte range to send; null for none. `end` is inclusive. */
  readonly body: { readonly path: string; readonly start: number; readonly end: number } | null;
}

/** Returns null when the file is not stored. */
export type ReadMedia = (hash: string, range: string | null) => Promise<MediaAnswer | null>;

/**
 * Attached files are displayed, played or downloaded, but never executed: the type is detected from the
 * bytes, anything that is not an image, audio or video is sent as a download, and opened as a page it would
 * be sandboxed. Browsers are asked not to cache, so that deleted files are gone.
 */
export function mediaReader(store: MediaStore): ReadMedia {
  return async (hash, range) => {
    const sizeBytes = isMediaHash(hash) ? store.sizeOf(hash) : null;
    if (sizeBytes === null) return null;
    const path = store.pathOf(hash);
    const mediaType = await typeOfFile(path);
    const headers = {
      "Content-Type": mediaType ?? "application/octet-stream",
      "Content-Disposition": mediaType === null ? "attachment" : "inline",
      "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
      "Cache-Control": "private, no-store",
      "Accept-Ranges": "bytes",
    };
    const wanted = byteRange(range, sizeBytes);
    if (wanted === "unsatisfiable") {
      const contentRange = `bytes */${sizeBytes}`;
      return { status: 416, headers: { ...headers, "Content-Range": contentRange }, body: null };
    }
    if (wanted === null) return { status: 200, headers, body: { path, start: 0, end: sizeBytes - 1 } };
    const contentRange = `bytes ${wanted.start}-${wanted.end}/${sizeBytes}`;
    return { status: 206, headers: { ...headers, "Content-Range": contentRange }, body: { path, ...wanted } };
  };
}

async function typeOfFile(path: string): Promise<string | null> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(headBytes), 0, headBytes, 0);
    return mediaTypeOf(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}
