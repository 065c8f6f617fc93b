import type { ConversationId, Message, MessageId } from "../../shared/chat/message.ts";
import type { Run } from "../../shared/chat/run.ts";
import type { Reply } from "./reply.ts";

/** The replies that have not ended, in the order in which they were asked for. */
export class LiveReplies {
  readonly #byMessage = new Map<MessageId, Reply>();

  add(reply: Reply): void {
    this.#byMessage.set(reply.message.id, reply);
  }

  remove(reply: Reply): void {
    this.#byMessage.delete(reply.message.id);
  }

  withRunId(runId: string): Reply | undefined {
    return this.all().find((reply) => reply.runId === runId);
  }

  all(): readonly Reply[] {
    return [...this.#byMessage.values()];
  }

  inConversation(id: ConversationId): readonly Reply[] {
    return this.all().filter(({ message }) => message.conversationId === id);
  }

  runs(): readonly Run[] {
    return this.all().map((reply) => reply.run);
  }

  /** A stored message as it is this moment. */
  upToDate(stored: Message): Message {
    return this.#byMessage.get(stored.id)?.withText(stored) ?? stored;
  }
}
