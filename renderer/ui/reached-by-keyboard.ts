/** The focused element when the window lost the focus, until the window is back. */
let focusedOnLeaving: Element | null = null;

/** Whether a key has moved the focus to it, and not a press or the window's return to the front. */
export function isReachedByKeyboard(element: Element): boolean {
  return element !== focusedOnLeaving && element.matches(":focus-visible");
}

/** While the page is open: browsers focus the same element again when the window comes back. */
export function followWindowFocus(): () => void {
  const leave = () => (focusedOnLeaving = document.activeElement);
  const comeBack = () => setTimeout(() => (focusedOnLeaving = null));
  window.addEventListener("blur", leave);
  window.addEventListener("focus", comeBack);
  return () => {
    window.removeEventListener("blur", leave);
    window.removeEventListener("focus", comeBack);
  };
}
