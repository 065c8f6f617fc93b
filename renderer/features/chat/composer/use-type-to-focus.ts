import { useEffect } from "react";
import { focusComposer } from "./focus-composer.ts";

/** Typing while no text field has focus writes into the message box. */
export function useTypeToFocus(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isText =
        event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
      const isFree = document.activeElement === document.body || document.activeElement === null;
      if (isText && isFree && !event.defaultPrevented && document.querySelector(":modal") === null)
        focusComposer();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}
