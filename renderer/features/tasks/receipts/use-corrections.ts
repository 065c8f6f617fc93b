import { useCallback, useLayoutEffect, useRef } from "react";
import type { Receipt } from "../../../../shared/receipts/receipt.ts";

export type Correct = (next: (receipt: Receipt) => Receipt) => void;

/**
 * Changes of a receipt, each on top of the one before, though the host has not answered yet: leaving a cell and pressing a
 * button come in one, and Undo comes later.
 * @param answer the text that the receipt was read from
 */
export function useCorrections(
  answer: string,
  receipt: Receipt,
  onCorrect: ((receipt: Receipt) => void) | null,
): Correct {
  const latest = useRef({ answer, receipt, onCorrect });
  useLayoutEffect(() => {
    const isNews = latest.current.answer !== answer;
    latest.current = { answer, receipt: isNews ? receipt : latest.current.receipt, onCorrect };
  }, [answer, receipt, onCorrect]);
  return useCallback((next) => {
    const changed = next(latest.current.receipt);
    latest.current = { ...latest.current, receipt: changed };
    latest.current.onCorrect?.(changed);
  }, []);
}
