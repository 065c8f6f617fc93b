/** The button that removes a card goes with it: its neighbour's takes the focus, or the message box. */
export function focusAfterRemoval(button: HTMLElement): void {
  const card = button.closest("li");
  const neighbour = card?.nextElementSibling ?? card?.previousElementSibling;
  const next =
    neighbour?.querySelector<HTMLElement>("button:last-of-type") ??
    card?.closest("form")?.querySelector("textarea");
  next?.focus();
}
