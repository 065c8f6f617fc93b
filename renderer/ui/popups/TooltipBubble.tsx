import { Tooltip as BaseTooltip } from "@base-ui/react/tooltip";
import { Kbd } from "../Kbd.tsx";
import { closeTooltip, type AnchoredTooltip } from "../open-tooltip.ts";
import { positionOf } from "../placement.ts";
import popup from "../popup.module.css";
import styles from "../Tooltip.module.css";

/** An open tooltip. Escape closes it. Hidden from screen readers, which read the accessible name. */
export function TooltipBubble({ anchor, text, keys, placement }: AnchoredTooltip) {
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
      <BaseTooltip.Portal container={containerOf(anchor)}>
        <BaseTooltip.Positioner className={popup.layer} anchor={anchor} {...positionOf(placement)}>
          <BaseTooltip.Popup className={styles.bubble} aria-hidden="true" data-tooltip="">
            {text}
            {keys && <Kbd keys={keys} />}
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
