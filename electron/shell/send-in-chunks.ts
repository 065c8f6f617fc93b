import type { ByteSource, StoredMedia } from "../../shared/ipc/bridge.ts";
import type { Result } from "../../shared/ipc/result.ts";
import type { UploadChunk } from "../media/chunked-uploads.ts";

/** Each chunk is copied on its way to main, which bounds the memory for a file of any size. */
const chunkBytes = 4 * 1024 * 1024;

/**
 * Used by the preload: sends a file in chunks. A file that cannot be read or sent is returned as a failure.
 */
export async function sendInChunks(
  bytes: ByteSource,
  send: (chunk: UploadChunk) => Promise<Result<StoredMedia | null>>,
): Promise<Result<StoredMedia>> {
  const uploadId = crypto.randomUUID();
  try {
    for (let start = 0; ; start += chunkBytes) {
      const isLast = start + chunkBytes >= bytes.size;
      const piece = await bytes.slice(start, Math.min(start + chunkBytes, bytes.size)).arrayBuffer();
      const result = await send({ uploadId, start, bytes: new Uint8Array(piece), isLast });
      if (!result.ok) return result;
      if (result.value) return { ok: true, value: result.value };
    }
  } catch (thrown) {
    return { ok: false, error: { code: "media-unreadable", message: String(thrown), data: {} } };
  }
}
