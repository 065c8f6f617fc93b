import { useSyncExternalStore } from "react";

/** Opens the print dialog of the system, which also saves as PDF. The print styles leave the open chat alone. */
export function printChat(): void {
  // The menu closes first, and the focus returns.
  window.setTimeout(() => window.print(), 0);
}

let isPrinting = false;

/** Whether the page is being printed: all of the chat has to be drawn, also what is off screen. */
export function useIsPrinting(): boolean {
  return useSyncExternalStore(subscribe, () => isPrinting);
}

function subscribe(onChange: () => void): () => void {
  const listened = new AbortController();
  const { signal } = listened;
  const set = (next: boolean) => {
    isPrinting = next;
    onChange();
  };
  window.addEventListener("beforeprint", () => set(true), { signal });
  window.addEventListener("afterprint", () => set(false), { signal });
  return () => listened.abort();
}
