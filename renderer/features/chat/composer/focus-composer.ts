export const composerId = "message-box";

/** Focuses the message box; not on touch screens, where focus would open the keyboard. */
export function focusComposer(): void {
  if (!window.matchMedia("(pointer: coarse)").matches) document.getElementById(composerId)?.focus();
}
