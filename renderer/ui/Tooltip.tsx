import { useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { Kbd } from "./Kbd.tsx";
import { placePopover, type Placement } from "./place-popover.ts";
import styles from "./Tooltip.module.css";

const delayMs = 500;
/**
 * When the last tooltip closed: the next one shows at once, so that moving along a toolbar shows each name.
 */
let lastClosedAtMs = 0;

export interface TooltipProps {
  readonly text: string;
  readonly keys?: readonly string[];
  readonly placement?: Placement;
  /** One focusable element. Its accessible name must contain the text of the tooltip. */
  readonly children: ReactNode;
}

/**
 * Shown on hover and on keyboard focus and closed by Escape. Hidden from screen readers, which read the
 * accessible name.
 */
export function Tooltip({ text, keys, placement = "below", children }: TooltipProps) {
  const [isOpen, setIsOpen] = useState(false);
  const anchorRef = useRef<HTMLSpanElement>(null);
  const timerRef = useRef(0);

  const close = () => {
    window.clearTimeout(timerRef.current);
    if (isOpen) {
      lastClosedAtMs = performance.now();
      setIsOpen(false);
    }
  };
  const openSoon = (waitMs: number) => {
    window.clearTimeout(timerRef.current);
    timerRef.current = window.setTimeout(() => setIsOpen(true), waitMs);
  };

  return (
    <span
      ref={anchorRef}
      className={styles.anchor}
      onPointerEnter={(event) => {
        if (event.pointerType === "mouse") {
          openSoon(performance.now() - lastClosedAtMs < 300 ? 0 : delayMs);
        }
      }}
      onPointerLeave={close}
      onPointerDown={close}
      onFocus={(event) => {
        if (event.target.matches(":focus-visible")) {
          openSoon(delayMs);
        }
      }}
      onBlur={close}
      onKeyDown={close}
    >
      {children}
      {isOpen && <Bubble anchor={anchorRef} text={text} keys={keys} placement={placement} />}
    </span>
  );
}

interface BubbleProps {
  readonly anchor: React.RefObject<HTMLSpanElement | null>;
  readonly text: string;
  readonly keys: readonly string[] | undefined;
  readonly placement: Placement;
}

function Bubble({ anchor, text, keys, placement }: BubbleProps) {
  const ref = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const target = anchor.current?.firstElementChild;
    if (ref.current && target) {
      ref.current.showPopover();
      placePopover(ref.current, target, placement);
    }
  }, [anchor, placement]);
  return (
    <span ref={ref} popover="manual" className={styles.bubble} aria-hidden="true">
      {text}
      {keys && <Kbd keys={keys} />}
    </span>
  );
}
