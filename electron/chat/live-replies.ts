import type { ConversationId, Message, MessageId } from "../../shared/chat/message.ts";
import type { Run } from "../../shared/chat/run.ts";
import type { Reply } from "./reply.ts";

/** Replies that have not ended, in the order of their requests, and ended ones that are not on disk yet. */
export class LiveReplies {
  readonly #byMessage = new Map<MessageId, Reply>();
  readonly #unwritten = new Map<MessageId, Message>();

  add(reply: Reply): void {
    this.#byMessage.set(reply.message.id, reply);
  }

  remove(reply: Reply): void {
    this.#byMessage.delete(reply.message.id);
  }

  withRunId(runId: string): Reply | undefined {
    return this.all().find((reply) => reply.runId === runId);
  }

  withMessageId(id: MessageId): Reply | undefined {
    return this.#byMessage.get(id);
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

  /** A stored message in its current form. */
  upToDate(stored: Message): Message {
    const unwritten = this.#unwritten.get(stored.id);
    return unwritten ?? this.#byMessage.get(stored.id)?.withParts(stored) ?? stored;
  }

  /** Keeps a reply that has ended, in its final form, until it is on disk. */
  keepUnwritten(message: Message): void {
    this.#unwritten.set(message.id, message);
  }

  isUnwritten(id: MessageId): boolean {
    return this.#unwritten.has(id);
  }

  forgetUnwritten(id: MessageId): void {
    this.#unwritten.delete(id);
  }
}
