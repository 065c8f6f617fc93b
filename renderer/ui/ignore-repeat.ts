import type { KeyboardEvent } from "react";

/**
 * Browsers press a button again and again while Enter is held. Where a press moves the focus to the next button,
 * as in a list of things that can be removed, one key would press them all.
 */
export function ignoreRepeat(event: KeyboardEvent): void {
  if (event.repeat && event.key === "Enter") event.preventDefault();
}
