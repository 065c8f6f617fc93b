import type { ReactNode } from "react";
import type { IconName } from "./Icon.tsx";
import type { PopoverProps } from "./popover-props.ts";

export interface MenuProps extends PopoverProps {
  readonly onOpenChange?: (isOpen: boolean) => void;
}

export interface MenuItemProps {
  readonly children: ReactNode;
  readonly onSelect: () => void;
  readonly icon?: IconName;
  readonly isDisabled?: boolean;
  readonly isDanger?: boolean;
  /** For a choice among several: whether this item is the current one. */
  readonly isChosen?: boolean;
  /** Keys of the command. */
  readonly trailing?: ReactNode;
}
