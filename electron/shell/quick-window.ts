import { BrowserWindow, globalShortcut } from "electron";
import { quickParameter } from "../../shared/desktop/quick-window.ts";
import type { DesktopState } from "../../shared/ipc/desktop-routes.ts";
import { inBackground } from "../in-background.ts";
import { appUrl } from "./app-scheme.ts";
import { windowPreferences } from "./window-preferences.ts";

/**
 * The small window for one question, and the global shortcut that brings it. The shortcut closes the window when
 * it is in front; every opening begins a new chat.
 */
export class QuickWindow {
  readonly #options: { readonly preload: string; readonly icon: string };
  #window: BrowserWindow | null = null;
  #accelerator: string | null = null;

  constructor(options: { readonly preload: string; readonly icon: string }) {
    this.#options = options;
  }

  get state(): DesktopState["quickShortcut"] {
    if (this.#accelerator === null) return "off";
    return globalShortcut.isRegistered(this.#accelerator) ? "set" : "taken";
  }

  /** @param accelerator null: none */
  setShortcut(accelerator: string | null): void {
    if (accelerator === this.#accelerator) return;
    if (this.#accelerator !== null && this.state === "set") globalShortcut.unregister(this.#accelerator);
    this.#accelerator = accelerator;
    if (accelerator !== null) globalShortcut.register(accelerator, () => this.#toggle());
  }

  close(): void {
    this.#window?.close();
  }

  #toggle(): void {
    if (this.#window?.isFocused()) this.close();
    else if (this.#window) this.#window.focus();
    else this.#open();
  }

  #open(): void {
    const { preload, icon } = this.#options;
    const window = new BrowserWindow({
      width: 560,
      height: 420,
      minWidth: 380,
      minHeight: 320,
      show: false,
      title: "Facet",
      icon,
      alwaysOnTop: true,
      autoHideMenuBar: true,
      fullscreenable: false,
      webPreferences: windowPreferences(preload),
    });
    this.#window = window;
    window.once("ready-to-show", () => window.show());
    window.once("closed", () => (this.#window = null));
    inBackground(window.loadURL(`${appUrl}?${quickParameter}`));
  }
}
