import type { PopoverProps } from "./popover-props.ts";
import { usePopupButton } from "./popups/use-popup-button.ts";

/**
 * A button with a panel of controls beside it. Escape, a press outside and Tab past its ends close it, and
 * focus returns to the button.
 */
export function Popover(props: PopoverProps) {
  const { popups, placeholder, replaced } = usePopupButton("dialog");
  if (popups === null) return props.trigger(placeholder);
  return <popups.PanelButton {...props} replaced={replaced} />;
}
