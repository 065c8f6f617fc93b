import { BrowserWindow, ipcMain, type IpcMainInvokeEvent } from "electron";
import { z } from "zod";
import type { EventMessage } from "../../shared/ipc/contract.ts";
import type { Result } from "../../shared/ipc/result.ts";
import type { RefusalLog } from "../home/refusal-log.ts";
import type { Dispatch } from "../ipc/router.ts";
import type { ChunkedUploads } from "../media/chunked-uploads.ts";
import type { Publish } from "../ipc/publish.ts";
import { eventChannel, mediaChannel, requestChannel } from "./channels.ts";
import { isAppUrl } from "./security.ts";
import { mainWindow } from "./window.ts";

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
export function answerPages(dispatch: Dispatch, uploads: ChunkedUploads, refusals: RefusalLog): void {
  ipcMain.handle(requestChannel, async (event, name: unknown, input: unknown) => {
    if (!isPage(event)) return refuse(refusals, "a request of another page");
    if (typeof name !== "string") return refuse(refusals, "a request without a name");
    const result = await dispatch(name, input);
    if (!result.ok && result.error.code === "invalid-request") refusals.refused("a request", name);
    return result;
  });
  ipcMain.handle(mediaChannel, (event, chunk: unknown) => {
    if (!isPage(event)) return refuse(refusals, "an upload of another page");
    const parsed = chunkSchema.safeParse(chunk);
    if (parsed.success) return uploads.take(parsed.data);
    refusals.refused("a malformed upload");
    return noChunk;
  });
}

function refuse(refusals: RefusalLog, what: string): Result<never> {
  refusals.refused(what);
  return refusal;
}

/** Frames that are gone or nested are not the page. */
function isPage({ senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && !senderFrame.parent && isAppUrl(senderFrame.url);
}

/** Sends an event to the window in front, or to the main one. */
export function sendToFront(message: EventMessage): void {
  send(BrowserWindow.getFocusedWindow() ?? mainWindow(), message);
}

export function sendToMain(message: EventMessage): void {
  send(mainWindow(), message);
}

function send(window: BrowserWindow | null, message: EventMessage): void {
  if (window && !window.webContents.isDestroyed()) window.webContents.send(eventChannel, message);
}

/** Sends an event to every window. */
export const publishToWindows: Publish = (message) => {
  for (const window of BrowserWindow.getAllWindows()) {
    send(window, message);
  }
};
