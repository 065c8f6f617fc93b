import { EventEmitter } from "node:events";
import type {
  BrowserWindow as ElectronWindow,
  BrowserWindowConstructorOptions,
  HandlerDetails,
  PrintToPDFOptions,
  ProgressBarOptions,
  Rectangle,
  WebContents as ElectronContents,
  WindowOpenHandlerResponse,
} from "electron";
import { app } from "./app.ts";
import { session } from "./session.ts";
import { printPage } from "./printing.ts";
import { recordCall, tell } from "./test-channel.ts";

type ContentsMembers =
  | "getURL"
  | "isDestroyed"
  | "send"
  | "setWindowOpenHandler"
  | "replaceMisspelling"
  | "reload"
  | "zoomLevel"
  | "printToPDF";

export class WebContents extends EventEmitter implements Pick<ElectronContents, ContentsMembers> {
  url = "";
  isGone = false;
  zoomLevel = 0;
  readonly session = session.defaultSession;
  openHandler: (details: HandlerDetails) => WindowOpenHandlerResponse = () => ({ action: "deny" });
  readonly #windowId: number;

  constructor(windowId: number) {
    super();
    this.#windowId = windowId;
  }

  setWindowOpenHandler(handler: WebContents["openHandler"]): void {
    this.openHandler = handler;
  }
  getURL = () => this.url;
  isDestroyed = () => this.isGone;
  send = (channel: string, ...args: unknown[]) =>
    tell({ type: "event", windowId: this.#windowId, channel, args });
  printToPDF = (options: PrintToPDFOptions) => printPage(this.#windowId, options);
  reload = () => recordCall("webContents.reload");
  replaceMisspelling = (text: string) => recordCall("webContents.replaceMisspelling", text);
}

type WindowMembers =
  | "id"
  | "loadURL"
  | "close"
  | "hide"
  | "getNormalBounds"
  | "isMaximized"
  | "isMinimized"
  | "isFocused"
  | "isDestroyed"
  | "maximize"
  | "restore"
  | "show"
  | "focus"
  | "setProgressBar"
  | "flashFrame";

/** A window is a page in the browser of the test. The last one that was focused has the focus. */
export class BrowserWindow extends EventEmitter implements Pick<ElectronWindow, WindowMembers> {
  static #open: BrowserWindow[] = [];
  static #lastId = 0;
  static #isAppFocused = true;
  static getAllWindows = () => [...BrowserWindow.#open];
  static getFocusedWindow = () =>
    BrowserWindow.#isAppFocused ? (BrowserWindow.#open.find((window) => window.#hasFocus) ?? null) : null;
  static setAppFocus(isFocused: boolean): void {
    BrowserWindow.#isAppFocused = isFocused;
    for (const window of BrowserWindow.#open) {
      if (window.#hasFocus) window.emit(isFocused ? "focus" : "blur");
    }
  }

  readonly id = ++BrowserWindow.#lastId;
  readonly webContents = new WebContents(this.id);
  readonly #options: BrowserWindowConstructorOptions;
  #hasFocus = false;
  #isMaximized = false;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    this.#options = options;
    BrowserWindow.#open.push(this);
    const { width, height, x, y } = options;
    recordCall("BrowserWindow", this.id, { width, height, x, y });
    app.emit("web-contents-created", {}, this.webContents);
  }

  async loadURL(url: string): Promise<void> {
    this.webContents.url = url;
    const { preload = "", ...webPreferences } = this.#options.webPreferences ?? {};
    tell({
      type: "window",
      windowId: this.id,
      url,
      preload,
      webPreferences: { ...webPreferences },
    });
    this.emit("ready-to-show");
  }

  close(): void {
    this.emit("close");
    BrowserWindow.#open = BrowserWindow.#open.filter((window) => window !== this);
    this.webContents.isGone = true;
    tell({ type: "window-closed", windowId: this.id });
    this.emit("closed");
    if (BrowserWindow.#open.length === 0) app.emit("window-all-closed");
  }

  getNormalBounds = (): Rectangle => ({ x: 10, y: 20, width: 1280, height: 800 });
  isMaximized = () => this.#isMaximized;
  isMinimized = () => false;
  isFocused = () => BrowserWindow.getFocusedWindow() === this;
  isDestroyed = () => this.webContents.isGone;
  maximize = () => void (this.#isMaximized = true);
  restore = () => undefined;
  show(): void {
    recordCall("window.show", this.id);
    this.focus();
  }
  hide = () => recordCall("window.hide", this.id);
  focus(): void {
    for (const window of BrowserWindow.#open) window.#hasFocus = window === this;
  }
  setProgressBar = (progress: number, options?: ProgressBarOptions) =>
    recordCall("window.setProgressBar", progress, options?.mode ?? null);
  flashFrame = (flag: boolean) => recordCall("window.flashFrame", flag);
}
