import type { HandlerDetails, IpcMainInvokeEvent } from "electron";
import { app } from "./app.ts";
import { clickMenu, readMenu } from "./menus.ts";
import type { StandinQuestion, StandinResponse, ToStandin } from "./messages.ts";
import { printed } from "./printing.ts";
import { handlers } from "./session.ts";
import {
  chooseFile,
  clickNotification,
  nativeTheme,
  pressShortcut,
  screen,
  systemPreferences,
} from "./system.ts";
import { preventable, tell } from "./test-channel.ts";
import { BrowserWindow, type WebContents } from "./windows.ts";

/**
 * The part of Electron's main-process module that Facet's shell uses, in plain Node. Windows are pages in the
 * browser of the test that started this process; all messages between page and shell go through that test.
 * Its parts are checked against Electron's own types.
 */
export { app } from "./app.ts";
export { Menu } from "./menus.ts";
export { net } from "./net.ts";
export { session } from "./session.ts";
export {
  clipboard,
  crashReporter,
  dialog,
  globalShortcut,
  nativeTheme,
  Notification,
  powerMonitor,
  powerSaveBlocker,
  safeStorage,
  screen,
  shell,
  systemPreferences,
} from "./system.ts";
export { utilityProcess } from "./utility-process.ts";
export { BrowserWindow } from "./windows.ts";

type Invoked = (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown;
const invokeHandlers = new Map<string, Invoked>();
export const ipcMain = {
  handle: (channel: string, handler: Invoked) => void invokeHandlers.set(channel, handler),
};

type ProtocolHandler = (request: Request) => Promise<Response>;
const protocolHandlers = new Map<string, ProtocolHandler>();
export const protocol = {
  registerSchemesAsPrivileged: () => undefined,
  handle: (scheme: string, handler: ProtocolHandler) => void protocolHandlers.set(scheme, handler),
};

process.on("message", (message: ToStandin) => void hear(message));
// The test has exited; end as when a desktop session ends.
process.on("disconnect", () => process.exit(1));

type AppFetch = Extract<ToStandin, { type: "fetch" }>;

async function hear(message: ToStandin): Promise<void> {
  const windowId = "windowId" in message ? message.windowId : undefined;
  const windows = BrowserWindow.getAllWindows();
  const window = windowId === undefined ? windows[0] : windows.find(({ id }) => id === windowId);
  switch (message.type) {
    case "invoke":
      return answer(message.callId, () => {
        const handler = invokeHandlers.get(message.channel);
        if (!handler) throw new Error(`No handler for ${message.channel}`);
        const senderFrame = { url: message.frameUrl, parent: message.isTopFrame ? null : {} };
        return handler({ senderFrame, sender: window?.webContents } as never, ...message.args);
      });
    case "fetch":
      return answer(message.callId, () => fetchFromApp(message));
    case "ask":
      return answer(message.callId, () => window && ask(message.question, window.webContents));
    case "read-menu":
      return answer(message.callId, readMenu);
    case "read-zoom":
      return answer(message.callId, () => window?.webContents.zoomLevel);
    case "click-menu":
      return answer(message.callId, () => clickMenu(message.label));
    case "printed":
      printed(message.printId, message.bytes);
      return;
    case "choose-file":
      chooseFile(message.path);
      return;
    case "close-window":
      window?.close();
      return;
    case "focus":
      BrowserWindow.setAppFocus(message.isFocused);
      return;
    case "press-shortcut":
      pressShortcut(message.accelerator);
      return;
    case "click-notification":
      clickNotification();
      return;
    case "set-accent":
      systemPreferences.accent = message.color;
      systemPreferences.emit("accent-color-changed", {}, message.color);
      return;
    case "emit": {
      const targets = { app, window, contents: window?.webContents, nativeTheme, screen, systemPreferences };
      targets[message.target]?.emit(message.event, preventable(), ...message.args);
    }
  }
}

async function answer(callId: number, work: () => unknown): Promise<void> {
  try {
    tell({ type: "answer", callId, value: await work() });
  } catch (thrown) {
    tell({ type: "refused", callId, message: String(thrown) });
  }
}

/** Asks the app as Chromium would. @returns whether the app allows it */
async function ask(question: StandinQuestion, contents: WebContents): Promise<boolean> {
  switch (question.about) {
    case "open-window":
      return contents.openHandler({ url: question.url } as HandlerDetails).action === "allow";
    case "navigate": {
      const event = preventable({ url: question.url });
      contents.emit("will-navigate", event);
      return !event.defaultPrevented;
    }
    case "webview": {
      const event = preventable();
      contents.emit("will-attach-webview", event, {}, {});
      return !event.defaultPrevented;
    }
    case "device":
      return handlers.device?.({} as never) ?? true;
    case "permission": {
      const { permission, details, url } = question;
      const asking = { getURL: () => url } as never;
      const isGranted = await new Promise<boolean>((decide) =>
        handlers.permissionRequest
          ? handlers.permissionRequest(asking, permission as never, decide, details as never)
          : decide(true),
      );
      const { protocol: scheme, host } = new URL(url);
      const origin = `${scheme}//${host}/`;
      const isHeld =
        handlers.permissionCheck?.(asking, permission as never, origin, checkDetails(details)) ?? true;
      // A page has a permission if either says so.
      return isGranted || isHeld;
    }
    case "request":
      return new Promise((decide) =>
        handlers.beforeRequest
          ? handlers.beforeRequest({ url: question.url } as never, ({ cancel }) => decide(cancel !== true))
          : decide(true),
      );
  }
}

/** Requests name several media, checks one. */
function checkDetails(details: object): never {
  const mediaTypes = "mediaTypes" in details ? (details.mediaTypes as readonly string[]) : [];
  return { mediaType: mediaTypes.includes("video") ? "video" : (mediaTypes[0] ?? "unknown") } as never;
}

async function fetchFromApp({ url, method, headers }: AppFetch): Promise<StandinResponse> {
  const handler = protocolHandlers.get(new URL(url).protocol.replace(":", ""));
  if (!handler) throw new Error(`No handler for ${url}`);
  const response = await handler(new Request(url, { method, headers }));
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: new Uint8Array(await response.arrayBuffer()),
  };
}
