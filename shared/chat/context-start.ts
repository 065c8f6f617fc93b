import type { Message, MessageId } from "./message.ts";

/**
 * Where the model's view of a branch began when its last reply ended; null: at its beginning. Replies that failed or were
 * interrupted say nothing about that.
 */
export function contextStart(branch: readonly Message[]): MessageId | null {
  return branch.findLast(({ role, stats }) => role === "assistant" && stats !== null)?.contextStartId ?? null;
}

/** What the model stopped seeing with the last reply of this branch, and still saw before; oldest first. */
export function newlyLeft(branch: readonly Message[]): readonly Message[] {
  const startId = branch.at(-1)?.contextStartId ?? null;
  if (startId === null) return [];
  const placeOf = (id: MessageId | null) => branch.findIndex((message) => message.id === id);
  const from = Math.max(0, placeOf(contextStart(branch.slice(0, -1))));
  const left: Message[] = [];
  let isPinned = false;
  for (const message of branch.slice(from, Math.max(0, placeOf(startId)))) {
    // A reply goes with what it answers.
    if (message.role === "user") isPinned = message.isPinned;
    if (!isPinned) left.push(message);
  }
  return left;
}
