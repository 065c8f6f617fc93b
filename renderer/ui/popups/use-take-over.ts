import { useEffect, useLayoutEffect, useRef, type RefObject } from "react";

/** The state of a placeholder button. */
export interface Placeholder {
  readonly isPressed: boolean;
  /** Whether it had the focus when it was removed. */
  readonly wasFocused: RefObject<boolean>;
}

/** Focuses and presses the button like the placeholder that it replaces. */
export function useTakeOver({ isPressed, wasFocused }: Placeholder): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null);
  const isToPress = useRef(isPressed);
  // Before anything can be typed while nothing has the focus.
  useLayoutEffect(() => {
    if (isPressed || wasFocused.current) button.current?.focus({ preventScroll: true });
  }, [isPressed, wasFocused]);
  useEffect(() => {
    if (isToPress.current) button.current?.click();
    isToPress.current = false;
  }, []);
  return button;
}
