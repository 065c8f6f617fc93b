import { cloneElement, useEffect, useId, type HTMLAttributes, type ReactElement } from "react";
import { awaitTooltip, closeTooltipOf, openTooltip, updateTooltip } from "./open-tooltip.ts";
import type { Placement } from "./placement.ts";
import { isReachedByKeyboard } from "./reached-by-keyboard.ts";

export interface TooltipProps {
  readonly text: string;
  readonly keys?: readonly string[];
  readonly placement?: Placement;
  /** One focusable element. Its accessible name must contain the text of the tooltip. */
  readonly children: ReactElement<HTMLAttributes<HTMLElement>>;
}

/**
 * Shown on hover and on keyboard focus, by the one `TooltipLayer` of the page: a long chat has thousands of
 * these, which must cost next to nothing until they are wanted.
 */
export function Tooltip({ text, keys, placement = "below", children }: TooltipProps) {
  const owner = useId();
  const tooltipOf = (anchor: Element) => ({ owner, anchor, text, keys, placement });
  useEffect(() => updateTooltip(owner, { text, keys, placement }), [owner, text, keys, placement]);
  const own = children.props;
  return cloneElement(children, {
    onPointerEnter: (event) => {
      own.onPointerEnter?.(event);
      // Some systems report a mouse as a pen.
      if (event.pointerType !== "touch") awaitTooltip(tooltipOf(event.currentTarget));
    },
    onPointerLeave: (event) => {
      own.onPointerLeave?.(event);
      closeTooltipOf(event.currentTarget);
    },
    onFocus: (event) => {
      own.onFocus?.(event);
      if (isReachedByKeyboard(event.currentTarget)) openTooltip(tooltipOf(event.currentTarget));
    },
    onBlur: (event) => {
      own.onBlur?.(event);
      closeTooltipOf(event.currentTarget);
    },
  });
}
