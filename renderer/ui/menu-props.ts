import type { ReactElement, ReactNode } from "react";
import type { IconName } from "./Icon.tsx";
import type { Placement } from "./placement.ts";
import type { TriggerProps } from "./trigger-props.ts";

export interface MenuProps {
  /** Accessible name of the menu. */
  readonly label: string;
  /** Renders the button that opens it, with these props. */
  readonly trigger: (props: TriggerProps) => ReactElement;
  readonly children: ReactNode;
  readonly placement?: Placement;
  readonly className?: string | undefined;
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
