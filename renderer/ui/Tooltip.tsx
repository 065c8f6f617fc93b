import { Tooltip as BaseTooltip } from "@base-ui/react/tooltip";
import { useState, type ReactElement } from "react";
import { Kbd } from "./Kbd.tsx";
import { positionOf, type Placement } from "./placement.ts";
import popup from "./popup.module.css";
import { popupContainer } from "./popup-container.ts";
import styles from "./Tooltip.module.css";

const delayMs = 500;

export interface TooltipProps {
  readonly text: string;
  readonly keys?: readonly string[];
  readonly placement?: Placement;
  /** One focusable element. Its accessible name must contain the text of the tooltip. */
  readonly children: ReactElement;
}

/**
 * Shown on hover and on keyboard focus and closed by Escape. Hidden from screen readers, which read the
 * accessible name.
 */
export function Tooltip({ text, keys, placement = "below", children }: TooltipProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <BaseTooltip.Root
      disableHoverablePopup
      open={isOpen}
      onOpenChange={(open, details) => {
        setIsOpen(open);
        // Escape is meant for what is behind: a dialog, a menu, a reply.
        if (details.reason === "escape-key") {
          details.cancel();
          details.allowPropagation();
        }
      }}
    >
      <BaseTooltip.Trigger delay={delayMs} render={children} />
      <BaseTooltip.Portal container={popupContainer}>
        <BaseTooltip.Positioner className={popup.layer} {...positionOf(placement)}>
          <BaseTooltip.Popup className={styles.bubble} aria-hidden="true" data-tooltip="">
            {text}
            {keys && <Kbd keys={keys} />}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  );
}

/** Around the page: beside an open tooltip, the next one shows at once. */
export const TooltipProvider = BaseTooltip.Provider;
