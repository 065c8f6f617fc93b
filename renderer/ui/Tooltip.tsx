import { mergeProps } from "@base-ui/react/merge-props";
import { cloneElement, useEffect, useId, type ComponentProps, type ReactElement } from "react";
import { awaitTooltip, closeTooltipOf, openTooltip, updateTooltip } from "./open-tooltip.ts";
import type { Placement } from "./placement.ts";
import { isReachedByKeyboard } from "./reached-by-keyboard.ts";

export interface TooltipProps {
  readonly text: string;
  readonly keys?: readonly string[];
  readonly placement?: Placement;
  /** One focusable element. Its accessible name must contain the text of the tooltip. */
  readonly children: ReactElement<ComponentProps<"button"> | ComponentProps<"p">>;
}

/**
 * Shown on hover and on keyboard focus, by the one `TooltipLayer` of the page: a long chat has thousands of
 * these, which must cost next to nothing until they are wanted.
 */
export function Tooltip({ text, keys, placement = "below", children }: TooltipProps) {
  const owner = useId();
  const tooltipOf = (anchor: Element) => ({ owner, anchor, text, keys, placement });
  useEffect(() => updateTooltip(owner, { text, keys, placement }), [owner, text, keys, placement]);
  return cloneElement(
    children,
    mergeProps<"button">(
      {
        onPointerEnter: ({ currentTarget, pointerType }) => {
          // Some systems report a mouse as a pen.
          if (pointerType !== "touch") awaitTooltip(tooltipOf(currentTarget));
        },
        onPointerLeave: ({ currentTarget }) => closeTooltipOf(currentTarget),
        onFocus: ({ currentTarget }) => {
          if (isReachedByKeyboard(currentTarget)) openTooltip(tooltipOf(currentTarget));
        },
        onBlur: ({ currentTarget }) => closeTooltipOf(currentTarget),
      },
      children.props as ComponentProps<"button">,
    ),
  );
}
