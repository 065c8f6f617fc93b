import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { drawingLimits } from "./drawing-limits.ts";
import { drawLater } from "./drawing-queue.ts";
import type { DrawnBlock } from "./drawn-blocks.ts";

/**
 * How many blocks are drawn so far: the first ones at once, and the rest in steps, so that a long text does not
 * block the page. The end of a growing text follows at once.
 */
export function useShownCount(blocks: readonly DrawnBlock[]): number {
  const [reached, setReached] = useState(0);
  const count = countWithin(blocks, Math.min(reached, blocks.length), drawingLimits.firstElements);

  useEffect(() => {
    if (count === blocks.length) return undefined;
    return drawLater(() =>
      flushSync(() => setReached(countWithin(blocks, count, drawingLimits.stepElements))),
    );
  }, [blocks, count]);

  return count;
}

/** The number of blocks up to which the next ones have at most `elements`; at least one more than `from`. */
function countWithin(blocks: readonly DrawnBlock[], from: number, elements: number): number {
  let [end, sum] = [from, 0];
  for (const block of blocks.slice(from)) {
    sum += block.type === "block" ? block.elements : 1;
    if (sum > elements && end > from) break;
    end += 1;
  }
  return end;
}
