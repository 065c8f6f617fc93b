import type { MenuItemConstructorOptions } from "electron";
import type { MenuWords } from "./menu-words.ts";

/** A shortcut that the page handles. The menu displays it and sends the key to the page when clicked. */
export interface PageShortcut {
  readonly keyCode: string;
}

/** The application menu: the system's standard items, New chat and Settings. */
export function menuTemplate(
  words: MenuWords,
  platform: NodeJS.Platform,
  press: (shortcut: PageShortcut) => void,
): MenuItemConstructorOptions[] {
  const isMac = platform === "darwin";
  const separator = { type: "separator" } as const;
  const pageCommand = (label: string, keyCode: string): MenuItemConstructorOptions => ({
    label,
    accelerator: `CommandOrControl+${keyCode}`,
    // The page handles the key itself; registered here too, it would act twice.
    registerAccelerator: false,
    click: () => press({ keyCode }),
  });
  const settings = pageCommand(words.settings, ",");

  const appMenu: MenuItemConstructorOptions = {
    label: "Facet",
    submenu: [
      { role: "about", label: words.about },
      separator,
      settings,
      separator,
      { role: "hide", label: words.hide },
      { role: "hideOthers", label: words.hideOthers },
      { role: "unhide", label: words.showAll },
      separator,
      { role: "quit", label: words.quit },
    ],
  };
  return [
    ...(isMac ? [appMenu] : []),
    {
      label: words.file,
      submenu: [
        pageCommand(words.newChat, "N"),
        separator,
        ...(isMac ? [] : [settings, separator]),
        isMac ? { role: "close", label: words.close } : { role: "quit", label: words.quit },
      ],
    },
    {
      label: words.edit,
      submenu: [
        { role: "undo", label: words.undo },
        { role: "redo", label: words.redo },
        separator,
        { role: "cut", label: words.cut },
        { role: "copy", label: words.copy },
        { role: "paste", label: words.paste },
        { role: "pasteAndMatchStyle", label: words.pastePlain },
        { role: "selectAll", label: words.selectAll },
      ],
    },
    {
      label: words.view,
      submenu: [
        { role: "reload", label: words.reload },
        separator,
        { role: "zoomIn", label: words.zoomIn },
        { role: "zoomOut", label: words.zoomOut },
        { role: "resetZoom", label: words.usualSize },
        separator,
        { role: "togglefullscreen", label: words.fullScreen },
        { role: "toggleDevTools", label: words.developerTools },
      ],
    },
    { label: words.window, role: "window", submenu: [{ role: "minimize", label: words.minimize }] },
  ];
}
