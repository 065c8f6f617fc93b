import { useLayoutEffect, useRef, type RefObject } from "react";

/** Where the focus goes when there are `count` lines: a line's first cell, or the button that removes it. */
interface Awaited {
  readonly count: number;
  readonly line: number;
  readonly part: "input" | "button";
}

export interface LineFocus {
  readonly toAdded: (line: number) => void;
  /** To the one that takes its place. */
  readonly fromRemoved: (line: number) => void;
}

/** Lines come and go when the host has kept it; the focus goes along. */
export function useLineFocus(body: RefObject<HTMLElement | null>, count: number): LineFocus {
  const shown = useRef(count);
  const awaited = useRef<Awaited | null>(null);
  useLayoutEffect(() => {
    shown.current = count;
    const wanted = awaited.current;
    if (wanted?.count !== count) return;
    awaited.current = null;
    const row = body.current?.querySelectorAll("tr[data-item]")[wanted.line];
    // Of no lines, the button that adds one is left.
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
