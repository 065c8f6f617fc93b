import { startTransition, useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { useIsPrinting, useMountedShare } from "../../../printing.ts";

/**
 * Index of the first message group that is mounted. The last groups are mounted at once, the earlier ones
 * above them in idle time, until all are: find in page and a selection across messages then work in the whole
 * chat.
 * @param firstGroups how many groups are mounted at once
 */
export function useMountedFrom(
  count: number,
  firstGroups: number,
  targetGroup: number | null,
  scroller: RefObject<HTMLElement | null>,
): number {
  const [from, setFrom] = useState(() => Math.max(0, count - firstGroups));
  // Another version may have fewer messages than the one on screen.
  const end = Math.max(0, count - firstGroups);
  const highest = targetGroup === null ? end : Math.min(end, Math.max(0, targetGroup - 1));
  if (from > highest) setFrom(highest);
  const heightBefore = useRef<number | null>(null);

  useEffect(() => {
    if (from === 0) return;
    const handle = requestIdle(() => {
      heightBefore.current = scroller.current?.scrollTop === 0 ? scroller.current.scrollHeight : null;
      startTransition(() => setFrom(Math.max(0, from - 1)));
    });
    return () => cancelIdle(handle);
  }, [from, scroller]);

  // An export as PDF waits for all of them.
  useLayoutEffect(() => {
    useMountedShare.setState({ share: count === 0 ? 1 : 1 - from / count });
  }, [from, count]);
  useLayoutEffect(() => () => useMountedShare.setState({ share: 1 }), []);

  // Scroll anchoring keeps the position when rows are inserted above, but not at the very top.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box && heightBefore.current !== null && box.scrollTop === 0) {
      box.scrollTo({ top: box.scrollHeight - heightBefore.current, behavior: "instant" });
    }
    heightBefore.current = null;
  }, [from, scroller]);

  return useIsPrinting() ? 0 : from;
}

/** Safari has no `requestIdleCallback`; a short timeout is close enough. */
const hasIdleCallbacks = "requestIdleCallback" in globalThis;

function requestIdle(callback: () => void): number {
  return hasIdleCallbacks
    ? requestIdleCallback(callback, { timeout: 1000 })
    : window.setTimeout(callback, 50);
}

function cancelIdle(handle: number): void {
  if (hasIdleCallbacks) cancelIdleCallback(handle);
  else window.clearTimeout(handle);
}
