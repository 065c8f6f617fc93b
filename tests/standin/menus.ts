import type { MenuItemConstructorOptions } from "electron";
import type { StandinMenu } from "./messages.ts";
import { recordCall } from "./test-channel.ts";

interface BuiltMenu {
  readonly items: readonly MenuItemConstructorOptions[];
  popup(): void;
}

let applicationMenu: BuiltMenu | null = null;

export const Menu = {
  setApplicationMenu: (menu: BuiltMenu | null) => void (applicationMenu = menu),
  buildFromTemplate: (template: MenuItemConstructorOptions[]): BuiltMenu => ({
    items: template,
    popup: () =>
      recordCall("menu.popup", ...template.map(({ label, role, type }) => label ?? role ?? type ?? "")),
  }),
};

const submenu = ({ submenu: inside }: MenuItemConstructorOptions) => (Array.isArray(inside) ? inside : []);

export function readMenu(): readonly StandinMenu[] {
  return (applicationMenu?.items ?? []).map((menu) => ({
    label: menu.label ?? "",
    items: submenu(menu)
      .filter(({ type, visible }) => type !== "separator" && visible !== false)
      .map(({ label = "", accelerator }) => ({ label, accelerator: accelerator ?? null })),
  }));
}

/** @throws when there is no such item, or it is disabled */
export function clickMenu(label: string): void {
  const item = applicationMenu?.items.flatMap(submenu).find((each) => each.label === label);
  if (!item || item.enabled === false) throw new Error(`The menu has no “${label}” that can be clicked`);
  (item.click as (() => void) | undefined)?.();
}
