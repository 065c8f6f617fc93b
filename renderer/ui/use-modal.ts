import { useLayoutEffect, useRef, useSyncExternalStore, type RefObject } from "react";

/** The open modals, the front one last. */
const openModals: HTMLDialogElement[] = [];
const listeners = new Set<() => void>();

/**
 * For a `<dialog>` that is modal for as long as it is rendered. The rest of the page is inert meanwhile, and
 * focus returns to the previously focused element.
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
    notify();
    return () => {
      modal.close();
      openModals.splice(openModals.indexOf(modal), 1);
      notify();
      if (previous instanceof HTMLElement && previous.isConnected) {
        previous.focus({ preventScroll: true });
      }
    };
  }, []);
  return ref;
}

/**
 * The modal to render into for elements that must stay usable: everything outside the front modal is inert.
 */
export function useFrontModal(): HTMLDialogElement | null {
  return useSyncExternalStore(subscribe, frontModal);
}

/** null: none is open. */
export function frontModal(): HTMLDialogElement | null {
  return openModals.at(-1) ?? null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function notify(): void {
  for (const listener of listeners) {
    listener();
  }
}
