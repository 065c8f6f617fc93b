import { BrowserWindow, ipcMain, type IpcMainInvokeEvent } from "electron";
import { z } from "zod";
import type { Result } from "../../shared/ipc/result.ts";
import type { Dispatch } from "../ipc/router.ts";
import type { ChunkedUploads } from "../media/chunked-uploads.ts";
import type { Publish } from "../ipc/publish.ts";
import { eventChannel, mediaChannel, requestChannel } from "./channels.ts";
import { isAppUrl } from "./security.ts";

const refusal: Result<never> = {
  ok: false,
  error: { code: "invalid-request", message: "Only Facet's own page may send requests", data: {} },
};

const noChunk: Result<never> = {
  ok: false,
  error: { code: "invalid-request", message: "This is not a chunk of a file", data: {} },
};

const chunkSchema = z.strictObject({
  uploadId: z.uuid(),
  start: z.int().min(0),
  bytes: z.instanceof(Uint8Array),
  isLast: z.boolean(),
});

/** Handles the page's requests and file uploads over Electron's IPC; other frames receive an error. */
export function answerPages(dispatch: Dispatch, uploads: ChunkedUploads): void {
  ipcMain.handle(requestChannel, (event, name: unknown, input: unknown) =>
    isPage(event) ? dispatch(String(name), input) : refusal,
  );
  ipcMain.handle(mediaChannel, (event, chunk: unknown) => {
    if (!isPage(event)) return refusal;
    const parsed = chunkSchema.safeParse(chunk);
    return parsed.success ? uploads.take(parsed.data) : noChunk;
  });
}

/** Frames that are gone or nested are not the page. */
function isPage({ senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && !senderFrame.parent && isAppUrl(senderFrame.url);
}

/** Sends an event to every window. */
export const publishToWindows: Publish = (message) => {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.webContents.isDestroyed()) window.webContents.send(eventChannel, message);
  }
};
