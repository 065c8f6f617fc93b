import type { IncomingMessage } from "node:http";
import type { StoredMedia } from "../../shared/ipc/bridge.ts";
import { toFailure, type Result } from "../../shared/ipc/result.ts";
import { mediaLimits } from "../../shared/media/media-limits.ts";
import { tooLarge } from "../media/media-failure.ts";
import type { MediaStore } from "../media/media-store.ts";
import { MediaUpload } from "../media/media-upload.ts";

/**
 * Streams a request body into the store. A browser reads no response before it has sent the whole body, so
 * the rest of a rejected upload is read and discarded.
 */
export async function takeUpload(request: IncomingMessage, store: MediaStore): Promise<Result<StoredMedia>> {
  try {
    if (Number(request.headers["content-length"] ?? 0) > mediaLimits.fileBytes) throw tooLarge();
    return { ok: true, value: await receive(request, store) };
  } catch (thrown) {
    request.resume();
    return { ok: false, error: toFailure(thrown) };
  }
}

async function receive(request: IncomingMessage, store: MediaStore): Promise<StoredMedia> {
  const upload = await MediaUpload.begin(store);
  try {
    // Leaving the loop early would otherwise destroy the connection and with it the response.
    for await (const bytes of request.iterator({ destroyOnReturn: false }))
      await upload.write(bytes as Buffer);
    return await upload.finish();
  } catch (thrown) {
    await upload.abort();
    throw thrown;
  }
}
