import { createContext, use } from "react";
import type { MenuItemProps, MenuProps } from "./menu-props.ts";
import type { Popups } from "./popups/load-popups.ts";
import { usePopupButton } from "./popups/use-popup-button.ts";

/** Base UI's parts, for the items of a menu. */
const PopupsContext = createContext<Popups | null>(null);

/**
 * A button with a menu that behaves as native menus do: arrows, Home, End and typing move, Enter chooses,
 * Escape and Tab close, focus returns to the button unless what was chosen moved it.
 */
export function Menu(props: MenuProps) {
  const { popups, placeholder, replaced } = usePopupButton("menu");
  if (popups === null) return props.trigger(placeholder);
  return (
    <PopupsContext value={popups}>
      <popups.MenuButton {...props} replaced={replaced} />
    </PopupsContext>
  );
}

export function MenuItem(props: MenuItemProps) {
  const popups = use(PopupsContext);
  return popups && <popups.MenuButtonItem {...props} />;
}

export function MenuSeparator() {
  const popups = use(PopupsContext);
  return popups && <popups.MenuButtonSeparator />;
}
