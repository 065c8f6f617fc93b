/**
 * Moves the focus from a card's remove button, which is about to vanish, to the next card's or the message
 * box.
 */
export function focusAfterRemoval(button: HTMLElement): void {
  const card = button.closest("li");
  const neighbour = card?.nextElementSibling ?? card?.previousElementSibling;
  const next =
    neighbour?.querySelector<HTMLElement>("button:last-of-type") ??
    card?.closest("form")?.querySelector("textarea");
  next?.focus();
}
