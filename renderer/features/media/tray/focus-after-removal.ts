/**
 * Moves the focus from a card's remove button, which is about to vanish, to the next card's or the message
 * box.
 */
export function focusAfterRemoval(button: HTMLElement): void {
  const card = button.closest("li");
  const neighbour = card?.nextElementSibling ?? card?.previousElementSibling;
  const next =
    [...(neighbour?.querySelectorAll("button") ?? [])].at(-1) ??
    card?.closest("form")?.querySelector("textarea");
  next?.focus();
}
