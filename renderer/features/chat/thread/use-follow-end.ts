import { useCallback, useLayoutEffect, useState, type RefObject } from "react";
import { EndFollower } from "./end-follower.ts";

export interface FollowEnd {
  readonly isAtEnd: boolean;
  readonly scrollToEnd: () => void;
  readonly stopFollowing: () => void;
}

/** Without messages there is no end to follow: the start screen is shown from its top. */
export function useFollowEnd(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  hasMessages: boolean,
): FollowEnd {
  const [isAtEnd, setIsAtEnd] = useState(true);
  const [follower] = useState(() => new EndFollower(setIsAtEnd));

  useLayoutEffect(() => {
    if (!hasMessages || !scroller.current || !content.current) return undefined;
    return follower.attach(scroller.current, content.current);
  }, [follower, scroller, content, hasMessages]);

  return {
    isAtEnd,
    scrollToEnd: useCallback(() => follower.scrollToEnd(), [follower]),
    stopFollowing: useCallback(() => follower.stopFollowing(), [follower]),
  };
}
