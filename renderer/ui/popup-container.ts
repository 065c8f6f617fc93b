import type { RefObject } from "react";
import { frontModal } from "./use-modal.ts";

/**
 * Where popups are rendered: in the front modal, since everything outside it is inert; else in the main
 * landmark, since content outside all landmarks is missed by who moves among them. Resolved when a popup
 * opens, because every page has a main element of its own.
 */
export const popupContainer: RefObject<HTMLElement | null> = {
  get current() {
    return frontModal() ?? document.querySelector("main");
  },
};
