import type { ReactElement, ReactNode } from "react";
import type { Placement } from "./placement.ts";
import type { TriggerProps } from "./trigger-props.ts";

export interface PopoverProps {
  /** Accessible name of what opens. */
  readonly label: string;
  /** Renders the button that opens it, with these props. */
  readonly trigger: (props: TriggerProps) => ReactElement;
  readonly children: ReactNode;
  readonly placement?: Placement;
  readonly className?: string | undefined;
}
