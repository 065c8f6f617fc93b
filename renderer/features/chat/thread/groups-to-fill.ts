import { ownTextOf, textOf, type Message, type MessageId } from "../../../../shared/chat/message.ts";
import type { RowGroup } from "./group-rows.ts";

/** Estimates on the low side, in pixels and characters. */
const messagePx = 48;
const linePx = 20;
const charactersPerLine = 110;
/** A longer message of the user is clamped. */
const mostOwnCharacters = 1200;

/**
 * How many of the last groups are drawn before all others: one that is likely to fill the window, or else two.
 * @param heightPx of the window
 */
export function groupsToFill(
  groups: readonly RowGroup<{ readonly id: MessageId }>[],
  messageOf: (id: MessageId) => Message | undefined,
  heightPx: number,
): number {
  let filledPx = 0;
  let count = 0;
  for (const { rows } of groups.slice(-mostGroups).reverse()) {
    count++;
    for (const { id } of rows) {
      const message = messageOf(id);
      const characters = message === undefined ? 0 : shownCharacters(message);
      filledPx += messagePx + Math.ceil(characters / charactersPerLine) * linePx;
    }
    if (filledPx > heightPx) break;
  }
  return count;
}

const mostGroups = 2;

function shownCharacters(message: Message): number {
  if (message.role === "user") return Math.min(ownTextOf(message).length, mostOwnCharacters);
  return textOf(message).length;
}
