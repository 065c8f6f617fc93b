import { randomUUID } from "node:crypto";
import type { Message, MessageId } from "../../shared/chat/message.ts";

/** A new message without contents, to be completed with its role and status. */
export function blankMessage(
  chat: { readonly id: string },
  parentId: MessageId | null,
): Omit<Message, "role" | "status"> {
  return {
    id: randomUUID(),
    conversationId: chat.id,
    parentId,
    createdAtMs: Date.now(),
    parts: [],
    modelName: null,
    stats: null,
    isPinned: false,
    contextStartId: null,
    task: null,
  };
}
