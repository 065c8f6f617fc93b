import { randomUUID } from "node:crypto";
import type { ConversationId, Message } from "../../shared/chat/message.ts";
import type { EndedMessage } from "./message-table.ts";

/**
 * A branch of one chat as messages of another. A reply that is still being written is copied as far as it
 * goes.
 */
export function copiedBranch(branch: readonly Message[], conversationId: ConversationId): EndedMessage[] {
  const ids = new Map(branch.map(({ id }) => [id, randomUUID()]));
  const idOf = (id: string | null) => (id === null ? null : (ids.get(id) ?? null));
  return branch.map((message): EndedMessage => {
    const { status } = message;
    return {
      ...message,
      id: ids.get(message.id) ?? randomUUID(),
      conversationId,
      parentId: idOf(message.parentId),
      contextStartId: idOf(message.contextStartId),
      parts: message.parts.map((part) => ({ ...part, id: randomUUID() })),
      status: status.type === "streaming" ? { type: "incomplete", reason: "interrupted" } : status,
    };
  });
}
