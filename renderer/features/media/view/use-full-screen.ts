import { useEffect, useState, type KeyboardEvent, type RefObject } from "react";

export interface FullScreen {
  readonly isOn: boolean;
  readonly toggle: () => void;
  /** For the element: leaves with Escape, also where the browser hands that key to the page. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Shows one element on the whole screen. */
export function useFullScreen(ref: RefObject<HTMLElement | null>): FullScreen {
  const [isOn, setIsOn] = useState(false);
  useEffect(() => {
    const follow = () =>
      setIsOn(document.fullscreenElement !== null && document.fullscreenElement === ref.current);
    document.addEventListener("fullscreenchange", follow);
    return () => document.removeEventListener("fullscreenchange", follow);
  }, [ref]);
  const leave = () => void document.exitFullscreen().catch(() => undefined);
  return {
    isOn,
    toggle() {
      if (isOn) leave();
      // Refused by the system: it stays as it is.
      else ref.current?.requestFullscreen().catch(() => undefined);
    },
    onKeyDown(event) {
      if (!isOn || event.key !== "Escape") return;
      // Escape has other uses on the page, such as to stop a reply.
      event.stopPropagation();
      event.preventDefault();
      leave();
    },
  };
}
