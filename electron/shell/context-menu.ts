import { clipboard, Menu, type BrowserWindow, type MenuItemConstructorOptions } from "electron";
import type { MenuWords } from "./menu-words.ts";
import { spellingItems } from "./spelling.ts";
import { inBackground } from "../in-background.ts";

/** Electron has no built-in context menu. */
export function showContextMenus(window: BrowserWindow, words: () => MenuWords): void {
  const { webContents } = window;
  webContents.on("context-menu", (_event, clicked) => {
    const { editFlags, isEditable, linkURL, selectionText } = clicked;
    const { addToDictionary, cut, copy, copyLink, paste, selectAll } = words();
    const items: MenuItemConstructorOptions[] = spellingItems(
      webContents,
      clicked.misspelledWord,
      clicked.dictionarySuggestions,
      addToDictionary,
    );
    if (isEditable) items.push({ role: "cut", label: cut, enabled: editFlags.canCut });
    if (isEditable || selectionText) items.push({ role: "copy", label: copy, enabled: editFlags.canCopy });
    if (isEditable) items.push({ role: "paste", label: paste, enabled: editFlags.canPaste });
    if (linkURL) items.push({ label: copyLink, click: () => inBackground(clipboard.writeText(linkURL)) });
    if (isEditable) items.push({ type: "separator" }, { role: "selectAll", label: selectAll });
    if (items.length > 0) Menu.buildFromTemplate(items).popup({ window });
  });
}
