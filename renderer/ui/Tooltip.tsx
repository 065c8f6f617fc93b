import { mergeProps } from "@base-ui/react/merge-props";
import { cloneElement, useEffect, useRef, type ComponentProps, type ReactElement } from "react";
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
  const anchor = useRef<Element>(null);
  const tooltipOf = (element: Element) => {
    anchor.current = element;
    return { anchor: element, text, keys, placement };
  };
  useEffect(() => {
    if (anchor.current) updateTooltip({ anchor: anchor.current, text, keys, placement });
  }, [text, keys, placement]);
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
