import { useLayoutEffect, useRef, useSyncExternalStore, type RefObject } from "react";

/** Those that are open, the one in front last. */
const openModals: HTMLDialogElement[] = [];
const listeners = new Set<() => void>();

/**
 * For a `<dialog>` that is modal for as long as it is rendered. The rest of the page is out of reach meanwhile, and
 * focus goes back to where it was.
 */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const modal = ref.current;
    if (!modal) {
      return;
    }
    const previous = document.activeElement;
    modal.showModal();
    openModals.push(modal);
    tell();
    return () => {
      modal.close();
      openModals.splice(openModals.indexOf(modal), 1);
      tell();
      if (previous instanceof HTMLElement && previous.isConnected) {
        previous.focus({ preventScroll: true });
      }
    };
  }, []);
  return ref;
}

/** Where something that must stay within reach has to be put: whatever is outside of the front modal is inert. */
export function useFrontModal(): HTMLDialogElement | null {
  return useSyncExternalStore(subscribe, () => openModals.at(-1) ?? null);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) {
    listener();
  }
}
