export const composerId = "message-box";

/** To where one types; not on a touch screen, where that would bring up the keyboard unasked. */
export function focusComposer(): void {
  if (!window.matchMedia("(pointer: coarse)").matches) document.getElementById(composerId)?.focus();
}
