import { Popover as BasePopover } from "@base-ui/react/popover";
import { useRef, type ReactElement, type ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { positionOf, type Placement } from "./placement.ts";
import styles from "./Popover.module.css";
import popup from "./popup.module.css";
import { popupContainer } from "./popup-container.ts";
import type { TriggerProps } from "./trigger-props.ts";

export interface PopoverProps {
  /** Accessible name of the panel. */
  readonly label: string;
  /** Renders the button that opens it, with these props. */
  readonly trigger: (props: TriggerProps) => ReactElement;
  readonly children: ReactNode;
  readonly placement?: Placement;
  readonly className?: string | undefined;
}

/**
 * A button with a panel of controls beside it. Escape, a press outside and Tab past its ends close it, and
 * focus returns to the button.
 */
export function Popover({ label, trigger, children, placement = "above-start", className }: PopoverProps) {
  const panel = useRef<HTMLDivElement>(null);
  return (
    <BasePopover.Root>
      <BasePopover.Trigger render={(attributes) => trigger(attributes)} />
      <BasePopover.Portal container={popupContainer}>
        <BasePopover.Positioner className={popup.layer} {...positionOf(placement)}>
          <BasePopover.Popup
            ref={panel}
            aria-label={label}
            initialFocus={panel}
            className={classNames(popup.popup, styles.panel, className)}
          >
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  );
}
