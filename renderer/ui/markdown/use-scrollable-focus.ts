import { use, useLayoutEffect, useState, type RefObject } from "react";

import { NearView } from "../near-view.ts";

interface FocusProps {
  readonly tabIndex?: 0;
  readonly role?: "group";
  readonly "aria-label"?: string;
}

let observer: ResizeObserver | null = null;
const measures = new WeakMap<Element, () => void>();

function shared(): ResizeObserver {
  observer ??= new ResizeObserver((entries) => {
    for (const entry of entries) measures.get(entry.target)?.();
  });
  return observer;
}

/** Makes a box focusable by keyboard while it scrolls sideways, and only then. */
export function useScrollableFocus(ref: RefObject<HTMLElement | null>, label: string): FocusProps {
  const isNear = use(NearView);
  const [isScrollable, setIsScrollable] = useState(false);
  useLayoutEffect(() => {
    const box = ref.current;
    const content = box?.firstElementChild;
    if (!box || !content || !isNear) return;
    const measure = () => setIsScrollable(box.scrollWidth > box.clientWidth + 1);
    const watched = shared();
    for (const element of [box, content]) {
      measures.set(element, measure);
      watched.observe(element);
    }
    return () => {
      watched.unobserve(box);
      watched.unobserve(content);
    };
  }, [ref, isNear]);
  return isScrollable ? { tabIndex: 0, role: "group", "aria-label": label } : {};
}
