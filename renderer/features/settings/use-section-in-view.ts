import { useEffect, useState, type RefObject } from "react";

/** How far below the top of the page a heading counts as reached, in CSS pixels. */
const reachedPx = 96;

/**
 * The section that is being read: the one that was opened, until the user scrolls away from where that led,
 * and then the last one whose heading has reached the top of the page.
 */
export function useSectionInView(
  page: RefObject<HTMLElement | null>,
  opened: string | null,
  visit: number,
): string | null {
  const [inView, setInView] = useState<string | null>(opened);
  useEffect(() => {
    const scroller = page.current;
    if (scroller === null) return;
    const openedAt = scroller.scrollTop;
    const update = () => {
      const isWhereOpened = opened !== null && Math.abs(scroller.scrollTop - openedAt) < 2;
      setInView(isWhereOpened ? opened : lastReached(scroller));
    };
    update();
    scroller.addEventListener("scroll", update, { passive: true });
    return () => scroller.removeEventListener("scroll", update);
  }, [page, opened, visit]);
  return inView;
}

function lastReached(scroller: HTMLElement): string | null {
  const top = scroller.getBoundingClientRect().top + reachedPx;
  const shown = [...scroller.querySelectorAll<HTMLElement>("[data-section]")].filter(({ hidden }) => !hidden);
  const section = shown.findLast((each) => each.getBoundingClientRect().top <= top) ?? shown[0];
  return section?.dataset.section ?? null;
}
