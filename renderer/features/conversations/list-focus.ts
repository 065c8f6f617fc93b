import type { KeyboardEvent } from "react";

/** Moves the focus among the links of a list with the arrow keys, Home and End, in document order. */
export function moveInList(event: KeyboardEvent<HTMLElement>): void {
  const target = event.target as HTMLElement;
  const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (!isPlain || target.closest("input, [role=menu]")) {
    return;
  }
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>("a[href]")];
  const row = target.closest("li");
  const at = links.findIndex((link) => link.closest("li") === row);
  const next = nextIndex(event.key, at, links.length);
  if (next !== null) {
    event.preventDefault();
    links[next]?.focus();
  } else if (event.key === "ArrowRight" && target.tagName === "A") {
    row?.querySelector("button")?.focus();
  } else if (event.key === "ArrowLeft" && target.tagName === "BUTTON") {
    row?.querySelector("a")?.focus();
  }
}

/** Null when the key does not move the focus. */
function nextIndex(key: string, at: number, count: number): number | null {
  switch (key) {
    case "ArrowDown":
      return Math.min(at + 1, count - 1);
    case "ArrowUp":
      return Math.max(at - 1, 0);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

/**
 * Call before a row is removed: focus moves to the next row, or the previous one, after the list has
 * re-rendered.
 */
export function focusNeighbour(conversationId: string): void {
  const rows = [...document.querySelectorAll<HTMLElement>("li[data-chat]")];
  const at = rows.findIndex((row) => row.dataset.chat === conversationId);
  const neighbour = rows[at + 1] ?? rows[at - 1];
  requestAnimationFrame(() => neighbour?.querySelector("a")?.focus());
}
