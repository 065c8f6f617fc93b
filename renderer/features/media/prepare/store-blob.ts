import { AppError } from "../../../../shared/ipc/result.ts";
import { headBytes, mediaTypeOf } from "../../../../shared/media/media-type.ts";
import { putMedia } from "../../../ipc/client.ts";

/** @returns its hash. @throws AppError, or the signal's reason */
export async function storeBlob(bytes: Blob, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const result = await putMedia(bytes);
  signal.throwIfAborted();
  if (!result.ok) throw new AppError(result.error.code, result.error.message, result.error.data);
  return result.value.hash;
}

/** As its bytes say; what a system says of its files is often nothing. */
export async function blobMediaType(bytes: Blob): Promise<string> {
  const head = new Uint8Array(await bytes.slice(0, headBytes).arrayBuffer());
  return mediaTypeOf(head) ?? "application/octet-stream";
}
