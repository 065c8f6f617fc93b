import { startTransition, use, useCallback, useEffect, useRef, useState } from "react";
import { NearView } from "../near-view.ts";
import type { TriggerProps } from "../trigger-props.ts";
import { loadPopups, type Popups } from "./load-popups.ts";
import type { Replaced } from "./use-take-over.ts";

interface PopupButton {
  /** null: the button is a placeholder, which has these props. */
  readonly popups: Popups | null;
  readonly placeholder: TriggerProps;
  readonly replaced: Replaced;
}

/**
 * A plain button in the place of one with a popup, which replaces it when it is near the viewport: the library's
 * buttons are expensive, and most messages of a long chat are never scrolled to.
 */
export function usePopupButton(kind: "menu" | "dialog"): PopupButton {
  const [state, setState] = useState<Omit<PopupButton, "placeholder">>({ popups: null, replaced: untouched });
  const button = useRef<HTMLButtonElement>(null);
  const isPressed = useRef(false);
  const isNear = use(NearView);

  const replace = useCallback(() => {
    loadPopups().then(
      (popups) => {
        const isFocused = isPressed.current || document.activeElement === button.current;
        const replaced = { isPressed: isPressed.current, isFocused };
        const show = () => setState((before) => (before.popups === null ? { popups, replaced } : before));
        // Unless it is pressed, what is on screen comes first.
        if (isPressed.current) show();
        else startTransition(show);
      },
      // A press tries again.
      () => (isPressed.current = false),
    );
  }, []);
  useEffect(() => {
    if (isNear) replace();
  }, [isNear, replace]);

  // Of a button far away: a screen reader presses it, for example.
  const press = () => {
    isPressed.current = true;
    replace();
  };
  const placeholder = { ref: button, "aria-haspopup": kind, "aria-expanded": false, onClick: press };
  return { ...state, placeholder };
}

const untouched: Replaced = { isPressed: false, isFocused: false };
