import { useEffect, useState, type RefObject } from "react";

let observer: IntersectionObserver | null = null;
const onSeen = new WeakMap<Element, () => void>();

function shared(): IntersectionObserver {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const entry of entries) if (entry.isIntersecting) onSeen.get(entry.target)?.();
    },
    { rootMargin: "400px" },
  );
  return observer;
}

/** True from the first time the element comes near the view. */
export function useIsVisible(ref: RefObject<Element | null>): boolean {
  const [isVisible, setIsVisible] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element || isVisible) return;
    onSeen.set(element, () => setIsVisible(true));
    const watched = shared();
    watched.observe(element);
    return () => watched.unobserve(element);
  }, [ref, isVisible]);
  return isVisible;
}
