import { Tooltip as BaseTooltip } from "@base-ui/react/tooltip";
import { useEffect } from "react";
import { Kbd } from "./Kbd.tsx";
import { closeTooltip, closeTooltipOf, useOpenTooltip } from "./open-tooltip.ts";
import { positionOf } from "./placement.ts";
import popup from "./popup.module.css";
import { followWindowFocus } from "./reached-by-keyboard.ts";
import styles from "./Tooltip.module.css";

/**
 * Once on the page: shows the tooltip of whatever `Tooltip` asks for it. A press and Escape close it. Hidden
 * from screen readers, which read the accessible name.
 */
export function TooltipLayer() {
  const tooltip = useOpenTooltip((state) => state.tooltip);
  useEffect(closeOnPress, []);
  useEffect(followWindowFocus, []);
  useEffect(() => {
    if (!tooltip) return;
    const { anchor } = tooltip;
    // No pointer leaves an element that is removed or hidden.
    const observer = new ResizeObserver(() => {
      if (anchor.getClientRects().length === 0) closeTooltipOf(anchor);
    });
    observer.observe(anchor);
    return () => observer.disconnect();
  }, [tooltip]);

  if (tooltip === null) return null;
  return (
    <BaseTooltip.Root
      open
      disableHoverablePopup
      onOpenChange={(_isOpen, details) => {
        closeTooltip();
        // Escape is meant for what is behind: a dialog, a menu, a reply.
        if (details.reason === "escape-key") {
          details.cancel();
          details.allowPropagation();
        }
      }}
    >
      <BaseTooltip.Portal container={containerOf(tooltip.anchor)}>
        <BaseTooltip.Positioner
          className={popup.layer}
          anchor={tooltip.anchor}
          {...positionOf(tooltip.placement)}
        >
          <BaseTooltip.Popup className={styles.bubble} aria-hidden="true" data-tooltip="">
            {tooltip.text}
            {tooltip.keys && <Kbd keys={tooltip.keys} />}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  );
}

/**
 * Not `popupContainer`, which is looked up once: a tooltip may follow another one into a modal that has opened
 * meanwhile.
 */
const containerOf = (anchor: Element) =>
  anchor.closest("dialog") ?? document.querySelector<HTMLElement>("main");

/** A press also cancels a tooltip that has not opened yet. */
function closeOnPress(): () => void {
  const events = ["pointerdown", "click"] as const;
  for (const event of events) document.addEventListener(event, closeTooltip, true);
  return () => {
    for (const event of events) document.removeEventListener(event, closeTooltip, true);
  };
}
