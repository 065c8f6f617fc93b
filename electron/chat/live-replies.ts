import type { ConversationId, Message, MessageId } from "../../shared/chat/message.ts";
import type { Run } from "../../shared/chat/run.ts";
import type { Reply } from "./reply.ts";

/** The replies that have not ended, in the order in which they were asked for; and what the disk did not take yet. */
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
    const { isReasoningOpen } = stored;
    const unwritten = this.#unwritten.get(stored.id);
    if (unwritten) return { ...unwritten, isReasoningOpen };
    return this.#byMessage.get(stored.id)?.withText(stored) ?? stored;
  }

  /** A reply that has ended, in its final form, until it is on the disk. */
  keepUnwritten(message: Message): void {
    this.#unwritten.set(message.id, message);
  }

  forgetUnwritten(id: MessageId): void {
    this.#unwritten.delete(id);
  }
}
