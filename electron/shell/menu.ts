import { app, BrowserWindow, Menu } from "electron";
import type { Settings } from "../../shared/settings/settings.ts";
import { menuTemplate, type PageShortcut } from "./menu-template.ts";
import { menuLanguage, menuWords, type MenuWords } from "./menu-words.ts";

/**
 * Shows the application menu in the language of the settings. Must be called again when the language changes.
 */
export function showMenu(language: Settings["language"]): void {
  const template = menuTemplate(wordsFor(language), process.platform, pressInPage);
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

export function wordsFor(language: Settings["language"]): MenuWords {
  return menuWords(menuLanguage(language, app.getLocale()));
}

function pressInPage({ keyCode }: PageShortcut): void {
  const page = (BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0])?.webContents;
  const modifiers: ["meta" | "control"] = [process.platform === "darwin" ? "meta" : "control"];
  for (const type of ["keyDown", "keyUp"] as const) page?.sendInputEvent({ type, keyCode, modifiers });
}
