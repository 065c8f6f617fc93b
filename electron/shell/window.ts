import { readFile } from "node:fs/promises";
import { BrowserWindow, nativeTheme, screen } from "electron";
import { writeFileAtomically } from "../home/write-file-atomically.ts";
import { appUrl } from "./app-scheme.ts";
import { leastSize, parseWindowState, placeWindow, usualSize, type WindowState } from "./window-state.ts";
import { zoomWithWheel } from "./zoom.ts";
import { windowPreferences } from "./window-preferences.ts";
import { inBackground } from "../in-background.ts";

export interface WindowOptions {
  readonly preload: string;
  readonly icon: string;
  /** The window's position and size are stored in this file. */
  readonly stateFile: string;
}

/**
 * `--surface-page` of the two themes, so that the window does not flash in another colour before the page is
 * shown.
 */
const surface = { light: "#fcfcfd", dark: "#18191e" } as const;

let main: BrowserWindow | null = null;

/** The window with the chats; null while it is closed. */
export const mainWindow = (): BrowserWindow | null => main;

export async function openWindow({ preload, icon, stateFile }: WindowOptions): Promise<BrowserWindow> {
  const remembered = parseWindowState(await readFile(stateFile, "utf8").catch(() => ""));
  const placement = placeWindow(
    remembered,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...(placement.bounds ?? usualSize),
    minWidth: leastSize.width,
    minHeight: leastSize.height,
    show: false,
    title: "Facet",
    icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? surface.dark : surface.light,
    autoHideMenuBar: true,
    webPreferences: windowPreferences(preload),
  });
  main = window;
  window.once("closed", () => {
    if (main === window) main = null;
  });
  if (placement.isMaximized) window.maximize();
  window.once("ready-to-show", () => window.show());
  window.on("close", () => inBackground(rememberPlace(window, stateFile)));
  reloadWhenGone(window);
  zoomWithWheel(window.webContents);
  await window.loadURL(appUrl);
  return window;
}

/** A page that dies at once again, whatever it shows, is not loaded for ever. */
const maxReloads = 3;
const reloadsWithinMs = 60_000;

/** A page whose process ended would stay empty. The reloaded one shows the chat that ended it as plain text. */
function reloadWhenGone(window: BrowserWindow): void {
  let reloadsAtMs: readonly number[] = [];
  window.webContents.on("render-process-gone", (_event, { reason }) => {
    if (reason === "clean-exit") return;
    const nowMs = Date.now();
    reloadsAtMs = [...reloadsAtMs.filter((atMs) => nowMs - atMs < reloadsWithinMs), nowMs];
    if (reloadsAtMs.length <= maxReloads) window.webContents.reload();
  });
}

async function rememberPlace(window: BrowserWindow, stateFile: string): Promise<void> {
  const state: WindowState = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() };
  // A failed write, for example on a full disk, is ignored.
  await writeFileAtomically(stateFile, JSON.stringify(state)).catch(() => undefined);
}

/** Brings the window to the front; returns false when there is none. */
export function revealWindow(): boolean {
  const window = main;
  if (!window) return false;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
  return true;
}
