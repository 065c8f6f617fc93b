import { startTransition, useEffect, useRef, useState, type RefObject } from "react";

const atFirst = 80;
const atATime = 100;

/**
 * How much of a long list to draw: a screenful and a bit, more each time its end comes near, and always as far as the
 * row that must be in sight. What is drawn stays drawn, so that scrolling back and finding in the page work.
 */
export function useGrowingCount(
  total: number,
  mustShowIndex: number,
): { readonly count: number; readonly endRef: RefObject<HTMLDivElement | null> } {
  const [grown, setGrown] = useState(atFirst);
  const endRef = useRef<HTMLDivElement>(null);
  const count = Math.min(total, Math.max(grown, mustShowIndex + 1));

  useEffect(() => {
    const end = endRef.current;
    if (!end) {
      return;
    }
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) {
          // In slices, so that scrolling goes on meanwhile.
          startTransition(() => setGrown(count + atATime));
        }
      },
      { rootMargin: "1200px" },
    );
    observer.observe(end);
    return () => observer.disconnect();
  }, [count, total]);

  return { count, endRef };
}
