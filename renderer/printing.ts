import { create } from "zustand";
import { drawingSettled } from "./ui/markdown/drawing-settled.ts";

interface Printing {
  /** The system's print dialog is open. */
  readonly isInDialog: boolean;
  /** The page is drawn for a PDF. */
  readonly isForPdf: boolean;
}

export const usePrinting = create<Printing>(() => ({ isInDialog: false, isForPdf: false }));

/**
 * Share of the open chat whose messages are mounted. Apart from the rest, which every message follows: it changes
 * with each message that is mounted.
 */
export const useMountedShare = create<{ readonly share: number }>(() => ({ share: 1 }));

/** Whether the page is being printed: all of the chat has to be drawn, also what is off screen. */
export function useIsPrinting(): boolean {
  return usePrinting(({ isInDialog, isForPdf }) => isInDialog || isForPdf);
}

/** Follows the print dialog, also when the browser's own menu opens it. Called once, when the page starts. */
export function followPrintDialog(): void {
  window.addEventListener("beforeprint", () => usePrinting.setState({ isInDialog: true }));
  window.addEventListener("afterprint", () => usePrinting.setState({ isInDialog: false }));
}

/** Opens the print dialog of the system. The print styles leave the open chat alone. */
export function printChat(): void {
  // The menu closes first, and the focus returns.
  window.setTimeout(() => window.print(), 0);
}

/**
 * Draws all of the open chat as on paper, until the returned function is called: its messages, colours, formulas and
 * pictures. Unlike for the print dialog, which waits for nothing, earlier messages are mounted step by step.
 * @returns null when `signal` was aborted
 */
export async function drawForPdf(signal: AbortSignal): Promise<(() => void) | null> {
  const isStopped = () => signal.aborted;
  await allMounted(signal);
  if (isStopped()) return null;
  usePrinting.setState({ isForPdf: true });
  const end = () => usePrinting.setState({ isForPdf: false });
  await drawingSettled(signal);
  if (!isStopped()) return end;
  end();
  return null;
}

function allMounted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const stop = useMountedShare.subscribe(look);
    signal.addEventListener("abort", look, { once: true });
    function look() {
      if (useMountedShare.getState().share < 1 && !signal.aborted) return;
      stop();
      done();
    }
    look();
  });
}
