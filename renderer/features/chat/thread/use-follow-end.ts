import { useCallback, useLayoutEffect, useState, type RefObject } from "react";
import { EndFollower } from "./end-follower.ts";

export interface FollowEnd {
  readonly isAtEnd: boolean;
  readonly toTheEnd: () => void;
  readonly stay: () => void;
}

export function useFollowEnd(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
): FollowEnd {
  const [isAtEnd, setIsAtEnd] = useState(true);
  const [follower] = useState(() => new EndFollower(setIsAtEnd));

  useLayoutEffect(() => {
    if (scroller.current && content.current) return follower.attach(scroller.current, content.current);
    return undefined;
  }, [follower, scroller, content]);

  return {
    isAtEnd,
    toTheEnd: useCallback(() => follower.toTheEnd(), [follower]),
    stay: useCallback(() => follower.stay(), [follower]),
  };
}
