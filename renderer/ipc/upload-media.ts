import type { StoredMedia } from "../../shared/ipc/bridge.ts";
import type { Result } from "../../shared/ipc/result.ts";
import { mediaUploadPath } from "../../shared/media/media-url.ts";
import { disconnected } from "./disconnected.ts";

/** `putMedia` in serve mode: one HTTP request, whose body the browser reads from the disk as it sends it. */
export async function uploadMedia(bytes: Blob): Promise<Result<StoredMedia>> {
  try {
    const response = await fetch(mediaUploadPath, { method: "POST", body: bytes });
    // Whoever is turned away is told so by the WebSocket, with the way back in.
    return response.ok ? ((await response.json()) as Result<StoredMedia>) : disconnected;
  } catch {
    return (await isReadable(bytes)) ? disconnected : unreadable;
  }
}

const unreadable: Result<never> = {
  ok: false,
  error: { code: "media-unreadable", message: "The file can't be read any more", data: {} },
};

/** The browser does not say which of the two has failed, the network or the file. */
async function isReadable(bytes: Blob): Promise<boolean> {
  try {
    await bytes.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
