/** Beyond the visible part of the page and of what scrolls in it, in pixels. */
const marginPx = 1000;

const callbacks = new WeakMap<Element, () => void>();
let observer: IntersectionObserver | null = null;

/**
 * Calls once, when the element is visible or nearly so.
 * @returns stops waiting for that
 */
export function onceNear(element: Element, callback: () => void): () => void {
  const shared = (observer ??= newObserver());
  callbacks.set(element, callback);
  shared.observe(element);
  return () => {
    callbacks.delete(element);
    shared.unobserve(element);
  };
}

/** One for all elements: a long chat waits for a thousand. */
function newObserver(): IntersectionObserver {
  const margin = `${marginPx}px`;
  // Where the second option is unknown, what scrolls waits until it is visible.
  const options = { rootMargin: margin, scrollMargin: margin };
  return new IntersectionObserver((entries, own) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      own.unobserve(target);
      callbacks.get(target)?.();
    }
  }, options);
}
