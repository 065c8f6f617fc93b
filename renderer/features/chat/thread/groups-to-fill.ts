import { textOf, type Message, type MessageId } from "../../../../shared/chat/message.ts";
import type { RowGroup } from "./group-rows.ts";

/** Lower limits, in pixels and characters. */
const messagePx = 48;
const linePx = 20;
const charactersPerLine = 110;

/**
 * How many of the last groups are certain to be higher than the window: they are drawn before all others.
 * @param heightPx of the window
 * @returns at most `mostGroups`, which fill most windows whatever they say
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
      const characters = message === undefined ? 0 : textOf(message).length;
      filledPx += messagePx + Math.ceil(characters / charactersPerLine) * linePx;
    }
    if (filledPx > heightPx) break;
  }
  return count;
}

const mostGroups = 2;
