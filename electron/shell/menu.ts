import { app, Menu } from "electron";
import type { MenuCommand } from "../../shared/desktop/menu-command.ts";
import type { Settings } from "../../shared/settings/settings.ts";
import { sendToFront } from "./ipc.ts";
import { menuTemplate } from "./menu-template.ts";
import { menuLanguage, menuWords, type MenuWords } from "./menu-words.ts";

/**
 * Shows the application menu in the language of the settings. Must be called again when the language or the
 * commands change.
 */
export function showMenu(language: Settings["language"], commands: readonly MenuCommand[]): void {
  const perform = (id: string) => sendToFront({ event: "desktop.command", data: { id } });
  const template = menuTemplate(wordsFor(language), process.platform, commands, perform);
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

export function wordsFor(language: Settings["language"]): MenuWords {
  return menuWords(menuLanguage(language, app.getLocale()));
}
