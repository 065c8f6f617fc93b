import { useLayoutEffect, useRef, type RefObject } from "react";

/**
 * The element to focus once there are `count` lines: the first cell of a line, or the button that removes it.
 */
interface PendingFocus {
  readonly count: number;
  readonly line: number;
  readonly part: "input" | "button";
}

export interface LineFocus {
  readonly toAdded: (line: number) => void;
  /** Focuses the line that takes the place of the removed one. */
  readonly fromRemoved: (line: number) => void;
}

/** Moves the focus after a line was added or removed, which happens once the host has stored the change. */
export function useLineFocus(body: RefObject<HTMLElement | null>, count: number): LineFocus {
  const shown = useRef(count);
  const awaited = useRef<PendingFocus | null>(null);
  useLayoutEffect(() => {
    shown.current = count;
    const wanted = awaited.current;
    if (wanted?.count !== count) return;
    awaited.current = null;
    const row = body.current?.querySelectorAll("tr[data-item]")[wanted.line];
    // Without lines, the first button is the one that adds a line.
    (row ?? body.current)?.querySelector<HTMLElement>(row ? wanted.part : "button")?.focus();
  }, [body, count]);
  return {
    toAdded: (line) => {
      awaited.current = { count: shown.current + 1, line, part: "input" };
    },
    fromRemoved: (line) => {
      const left = shown.current - 1;
      awaited.current = { count: left, line: Math.min(line, left - 1), part: "button" };
    },
  };
}
