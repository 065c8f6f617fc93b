import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { drawingLimits } from "./drawing-limits.ts";
import { drawLater } from "./drawing-queue.ts";

/** The part of a text that is parsed so far: a long one begins with its first lines, and is whole in a later step. */
export function useReadText(text: string): string {
  const [isWhole, setIsWhole] = useState(text.length <= drawingLimits.firstLength);

  useEffect(() => {
    if (isWhole) return undefined;
    return drawLater(() => flushSync(() => setIsWhole(true)));
  }, [isWhole]);

  return isWhole ? text : text.slice(0, drawingLimits.firstLength);
}
