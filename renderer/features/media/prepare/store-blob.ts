import { AppError } from "../../../../shared/ipc/result.ts";
import { headBytes, mediaTypeOf } from "../../../../shared/media/media-type.ts";
import { putMedia } from "../../../ipc/client.ts";

/** Stores the bytes with the host and returns their hash. @throws AppError, or the signal's reason */
export async function storeBlob(bytes: Blob, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const result = await putMedia(bytes);
  signal.throwIfAborted();
  if (!result.ok) throw new AppError(result.error.code, result.error.message, result.error.data);
  return result.value.hash;
}

/** Detects the media type from the bytes, because the system's type is often empty. */
export async function blobMediaType(bytes: Blob): Promise<string> {
  const head = new Uint8Array(await bytes.slice(0, headBytes).arrayBuffer());
  return mediaTypeOf(head) ?? "application/octet-stream";
}
