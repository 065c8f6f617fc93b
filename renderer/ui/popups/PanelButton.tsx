import { Popover as BasePopover } from "@base-ui/react/popover";
import { useRef } from "react";
import { classNames } from "../class-names.ts";
import { positionOf } from "../placement.ts";
import styles from "../Popover.module.css";
import type { PopoverProps } from "../popover-props.ts";
import { popupContainer } from "../popup-container.ts";
import popup from "../popup.module.css";
import { useTakeOver, type Placeholder } from "./use-take-over.ts";

export function PanelButton(props: PopoverProps & { readonly replaced: Placeholder }) {
  const { label, trigger, children, placement = "above-start", className, replaced } = props;
  const button = useTakeOver(replaced);
  const panel = useRef<HTMLDivElement>(null);
  return (
    <BasePopover.Root>
      <BasePopover.Trigger ref={button} render={(attributes) => trigger(attributes)} />
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
