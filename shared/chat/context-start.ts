import type { Message, MessageId } from "./message.ts";

/**
 * The first message in the context when the last reply of a branch ended; null: the first message of the
 * branch. Replies that failed or were interrupted carry no information about the context.
 */
export function contextStart(branch: readonly Message[]): MessageId | null {
  return branch.findLast(({ role, stats }) => role === "assistant" && stats !== null)?.contextStartId ?? null;
}

/**
 * The messages that left the context during the last reply of this branch, oldest first. Pinned exchanges
 * stay.
 */
export function droppedMessages(branch: readonly Message[]): readonly Message[] {
  const startId = branch.at(-1)?.contextStartId ?? null;
  if (startId === null) return [];
  const placeOf = (id: MessageId | null) => branch.findIndex((message) => message.id === id);
  const from = Math.max(0, placeOf(contextStart(branch.slice(0, -1))));
  const left: Message[] = [];
  let isPinned = false;
  for (const message of branch.slice(from, Math.max(0, placeOf(startId)))) {
    // A reply is pinned with the message it answers.
    if (message.role === "user") isPinned = message.isPinned;
    if (!isPinned) left.push(message);
  }
  return left;
}
