import { startTransition, use, useCallback, useEffect, useRef, useState, type ComponentProps } from "react";
import { NearView } from "../near-view.ts";
import { loadPopups, type Popups } from "./load-popups.ts";
import type { Placeholder } from "./use-take-over.ts";

interface PopupButton {
  /** null: the button is a placeholder, which has these props. */
  readonly popups: Popups | null;
  readonly placeholder: ComponentProps<"button">;
  readonly replaced: Placeholder;
}

/**
 * A plain button in the place of one with a popup. The library's button replaces it when the library is loaded
 * and the button is near the viewport: it is expensive, and most messages of a long chat are never scrolled to.
 */
export function usePopupButton(kind: "menu" | "dialog"): PopupButton {
  const [popups, setPopups] = useState<Popups | null>(null);
  const [isPressed, setIsPressed] = useState(false);
  const wasFocused = useRef(false);
  const isNear = use(NearView);

  useEffect(() => {
    if (!isNear && !isPressed) return;
    loadPopups().then(
      (loaded) => {
        // Unless it is pressed, what is on screen comes first.
        if (isPressed) setPopups(loaded);
        else startTransition(() => setPopups(loaded));
      },
      (error: unknown) => {
        // A page whose parts cannot be fetched has to be loaded again, which its error boundary offers.
        if (isPressed)
          setPopups(() => {
            throw error;
          });
      },
    );
  }, [isNear, isPressed]);

  const noteFocus = useCallback(
    (button: HTMLButtonElement | null) => () => {
      wasFocused.current = document.activeElement === button;
    },
    [],
  );
  const placeholder = {
    // Called when the button is about to be removed.
    ref: noteFocus,
    "aria-haspopup": kind,
    "aria-expanded": false,
    // Of a button far away, as by a screen reader, or before the library is loaded.
    onClick: () => setIsPressed(true),
  };
  return { popups, placeholder, replaced: { isPressed, wasFocused } };
}
