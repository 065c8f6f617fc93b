import { startTransition, useEffect, useRef, useState, type RefObject } from "react";

const initialCount = 80;
const batchSize = 100;

/**
 * Number of rows to render of a long list: somewhat more than a screen, more each time the end comes near,
 * and always up to the row that must be visible. Rendered rows stay, so that scrolling back and find in page
 * work.
 */
export function useGrowingCount(
  total: number,
  mustShowIndex: number,
): { readonly count: number; readonly endRef: RefObject<HTMLDivElement | null> } {
  const [grown, setGrown] = useState(initialCount);
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
          // As a transition, so that scrolling stays smooth.
          startTransition(() => setGrown(count + batchSize));
        }
      },
      { rootMargin: "1200px" },
    );
    observer.observe(end);
    return () => observer.disconnect();
  }, [count, total]);

  return { count, endRef };
}
