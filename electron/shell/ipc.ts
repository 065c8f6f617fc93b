import { BrowserWindow, ipcMain } from "electron";
import type { Result } from "../../shared/ipc/result.ts";
import type { Dispatch } from "../ipc/router.ts";
import type { Publish } from "../services.ts";
import { eventChannel, requestChannel } from "./channels.ts";
import { isAppUrl } from "./security.ts";

const refusal: Result<never> = {
  ok: false,
  error: { code: "invalid-request", message: "Only Facet's own page may ask", data: {} },
};

/** Answers what the page asks over Electron's IPC; other frames get a refusal. */
export function answerPages(dispatch: Dispatch): void {
  ipcMain.handle(requestChannel, (event, name: unknown, input: unknown) => {
    const frame = event.senderFrame;
    // A frame that is gone, or inside another, is not the page.
    if (!frame || frame.parent || !isAppUrl(frame.url)) return refusal;
    return dispatch(String(name), input);
  });
}

/** Tells every window. */
export const publishToWindows: Publish = (message) => {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.webContents.isDestroyed()) window.webContents.send(eventChannel, message);
  }
};
