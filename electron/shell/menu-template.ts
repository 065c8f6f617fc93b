import type { MenuItemConstructorOptions } from "electron";
import type { MenuCommand } from "../../shared/desktop/menu-command.ts";
import type { MenuWords } from "./menu-words.ts";

/** In the app menu on macOS, and at the end of File elsewhere. */
const settingsId = "settings";

/**
 * The application menu: the commands of the page, in its order and its language, and the system's standard
 * items.
 * @param commands none before the page has started
 */
export function menuTemplate(
  words: MenuWords,
  platform: NodeJS.Platform,
  commands: readonly MenuCommand[],
  perform: (id: string) => void,
): MenuItemConstructorOptions[] {
  const isMac = platform === "darwin";
  const separator = { type: "separator" } as const;
  const item = ({ id, label, accelerator }: MenuCommand): MenuItemConstructorOptions => ({
    label,
    accelerator,
    // The page handles the key itself; registered here too, it would act twice.
    registerAccelerator: false,
    click: () => perform(id),
  });
  const settings = commands.filter(({ id }) => id === settingsId).map(item);
  const others = commands.filter(({ id }) => id !== settingsId).map(item);
  const set = (items: readonly MenuItemConstructorOptions[]) =>
    items.length === 0 ? [] : [...items, separator];

  const appMenu: MenuItemConstructorOptions = {
    label: "Facet",
    submenu: [
      { role: "about", label: words.about },
      separator,
      ...set(settings),
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
        ...set(others),
        ...(isMac ? [] : set(settings)),
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
        // The key without Shift, on keyboards where plus needs it.
        { role: "zoomIn", label: words.zoomIn, accelerator: "CommandOrControl+=", visible: false },
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
