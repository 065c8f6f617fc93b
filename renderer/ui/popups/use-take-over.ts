import { useEffect, useLayoutEffect, useRef, type RefObject } from "react";

/** The state of the placeholder button when it was replaced. */
export interface Replaced {
  readonly isPressed: boolean;
  readonly isFocused: boolean;
}

/** Focuses and presses the button as the one was that it replaces. */
export function useTakeOver({ isPressed, isFocused }: Replaced): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null);
  const isToPress = useRef(isPressed);
  // Before anything can be typed while nothing has the focus.
  useLayoutEffect(() => {
    if (isFocused) button.current?.focus({ preventScroll: true });
  }, [isFocused]);
  useEffect(() => {
    if (isToPress.current) button.current?.click();
    isToPress.current = false;
  }, []);
  return button;
}
