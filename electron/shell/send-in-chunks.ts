import type { ByteSource, StoredMedia } from "../../shared/ipc/bridge.ts";
import type { Result } from "../../shared/ipc/result.ts";
import type { Chunk } from "../media/chunked-uploads.ts";

/** Each is copied on its way to main, so this much of a file is in memory, whatever its size. */
const chunkBytes = 4 * 1024 * 1024;

/** For the preload: sends a file piece by piece. What can't be read, or not sent, is a failure as a value. */
export async function sendInChunks(
  bytes: ByteSource,
  send: (chunk: Chunk) => Promise<Result<StoredMedia | null>>,
): Promise<Result<StoredMedia>> {
  const uploadId = crypto.randomUUID();
  try {
    for (let start = 0; ; start += chunkBytes) {
      const isLast = start + chunkBytes >= bytes.size;
      const piece = await bytes.slice(start, Math.min(start + chunkBytes, bytes.size)).arrayBuffer();
      const result = await send({ uploadId, bytes: new Uint8Array(piece), isLast });
      if (!result.ok) return result;
      if (result.value) return { ok: true, value: result.value };
    }
  } catch (thrown) {
    return { ok: false, error: { code: "media-unreadable", message: String(thrown), data: {} } };
  }
}
