import type { StoredMedia } from "../../shared/ipc/bridge.ts";
import type { Result } from "../../shared/ipc/result.ts";
import { mediaUploadPath } from "../../shared/media/media-url.ts";
import { disconnected } from "./disconnected.ts";
import { readPageKeys } from "./page-keys.ts";

/** `putMedia` in serve mode: one HTTP request whose body the browser streams from disk. */
export async function uploadMedia(bytes: Blob): Promise<Result<StoredMedia>> {
  try {
    const headers = { Authorization: `Bearer ${readPageKeys()?.pageKey ?? ""}` };
    const response = await fetch(mediaUploadPath, { method: "POST", body: bytes, headers });
    // A refusal is also reported through the WebSocket, which shows how to sign in again.
    return response.ok ? ((await response.json()) as Result<StoredMedia>) : disconnected;
  } catch {
    return (await isReadable(bytes)) ? disconnected : unreadable;
  }
}

const unreadable: Result<never> = {
  ok: false,
  error: { code: "media-unreadable", message: "The file can't be read any more", data: {} },
};

/** `fetch` does not say whether the network or the file failed. */
async function isReadable(bytes: Blob): Promise<boolean> {
  try {
    await bytes.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
