import type { IncomingMessage } from "node:http";
import type { StoredMedia } from "../../shared/ipc/bridge.ts";
import { toFailure, type Result } from "../../shared/ipc/result.ts";
import { mediaLimits } from "../../shared/media/media-limits.ts";
import { tooLarge } from "../media/media-failure.ts";
import type { MediaStore } from "../media/media-store.ts";

/**
 * Takes the body of a request into the store, as it comes. A browser hears no answer before it has sent all, so what is
 * refused is let pass by.
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
  const upload = await store.receive();
  try {
    // Leaving the loop early would end the connection, and with it the answer.
    for await (const bytes of request.iterator({ destroyOnReturn: false }))
      await upload.write(bytes as Buffer);
    return await upload.finish();
  } catch (thrown) {
    await upload.abort();
    throw thrown;
  }
}
