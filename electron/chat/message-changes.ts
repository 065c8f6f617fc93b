import type { MessageId } from "../../shared/chat/message.ts";
import { answerTextOf, type PartId, type ReasoningPart } from "../../shared/chat/message-part.ts";
import { AppError } from "../../shared/ipc/result.ts";
import type { Publish } from "../ipc/publish.ts";
import type { ConversationStore } from "./conversation-store.ts";
import type { LiveReplies } from "./live-replies.ts";
import type { ReplyWriter } from "./reply-writer.ts";

export interface MessageChangesOptions {
  readonly store: ConversationStore;
  readonly live: LiveReplies;
  readonly writer: Pick<ReplyWriter, "apply">;
  readonly publish: Publish;
}

/** The user's changes to messages that exist, none of which generates anything. */
export class MessageChanges {
  readonly #options: MessageChangesOptions;

  constructor(options: MessageChangesOptions) {
    this.#options = options;
  }

  /** Replaces the text of a part of a reply that has ended with the user's correction. */
  correct(messageId: MessageId, partId: PartId, text: string): void {
    const { store, live, publish } = this.#options;
    const message = store.messages.get(messageId);
    const isWritten = message.status.type !== "streaming" && live.upToDate(message).parts === message.parts;
    const part = message.parts.find(({ id }) => id === partId);
    if (!isWritten || message.role !== "assistant" || !part || answerTextOf(part) === null)
      throw new AppError("invalid-request", "There is no such part to correct");
    const corrected = store.transaction(() => store.messages.correct(messageId, partId, text));
    publish({ event: "chat.message", data: corrected });
  }

  /** Remembers whether the user has opened or closed a part of reasoning. */
  setReasoningOpen(messageId: MessageId, partId: PartId, isOpen: boolean): void {
    const { store, live, writer, publish } = this.#options;
    const reply = live.withMessageId(messageId);
    if (reply) {
      const part = reply.parts.get(partId);
      if (part?.type === "reasoning") {
        writer.apply(reply, { type: "part-updated", part: withOpenState(part, isOpen) });
      }
      return;
    }
    const message = live.upToDate(store.messages.setReasoningOpen(messageId, partId, isOpen));
    const parts = message.parts.map((part) =>
      part.id === partId && part.type === "reasoning" ? withOpenState(part, isOpen) : part,
    );
    if (live.isUnwritten(messageId)) live.keepUnwritten({ ...message, parts });
    publish({ event: "chat.message", data: { ...message, parts } });
  }

  /** Sets whether a user message and its reply stay in the context, from the next reply on. */
  setPinned(messageId: MessageId, isPinned: boolean): void {
    const { store, live, publish } = this.#options;
    const message = store.messages.get(messageId);
    if (message.role !== "user")
      throw new AppError("invalid-request", "Exchanges are pinned by their user message");
    if (message.isPinned === isPinned) return;
    store.messages.setPinned(messageId, isPinned);
    publish({ event: "chat.message", data: live.upToDate({ ...message, isPinned }) });
  }
}

function withOpenState({ isOpen: _, ...part }: ReasoningPart, isOpen: boolean): ReasoningPart {
  return isOpen ? { ...part, isOpen } : part;
}
