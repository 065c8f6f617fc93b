import { useCallback, useLayoutEffect, useRef } from "react";
import type { Receipt } from "../../../../shared/receipts/receipt.ts";

export type Correct = (next: (receipt: Receipt) => Receipt) => void;

/**
 * Applies each change to the result of the previous one, even before the host has answered: leaving a cell
 * and pressing a button happen in one click, and Undo comes later.
 * @param answer the text that the receipt was parsed from
 */
export function useCorrections(
  answer: string,
  receipt: Receipt,
  onCorrect: ((receipt: Receipt) => void) | null,
): Correct {
  const latest = useRef({ answer, receipt, onCorrect });
  useLayoutEffect(() => {
    const isNewAnswer = latest.current.answer !== answer;
    latest.current = { answer, receipt: isNewAnswer ? receipt : latest.current.receipt, onCorrect };
  }, [answer, receipt, onCorrect]);
  return useCallback((next) => {
    const changed = next(latest.current.receipt);
    latest.current = { ...latest.current, receipt: changed };
    latest.current.onCorrect?.(changed);
  }, []);
}
