import type { ConversationSummary } from "../../shared/chat/conversation.ts";
import type { Message, MessageId, MessageStatus, ReplyStats } from "../../shared/chat/message.ts";
import { AppError, toFailure, type Failure } from "../../shared/ipc/result.ts";
import type { Log } from "../home/log.ts";
import type { Publish } from "../ipc/publish.ts";
import type { ConversationStore } from "./conversation-store.ts";
import type { LiveReplies } from "./live-replies.ts";
import type { Reply } from "./reply.ts";
import { titleFromReply } from "./title-from-reply.ts";

/** How a reply ended. */
export interface ReplyEnd {
  readonly status: Exclude<MessageStatus, { type: "streaming" }>;
  readonly stats: ReplyStats | null;
  /** As `Message` has it. */
  readonly contextStartId: MessageId | null;
}

export interface EndedReply {
  readonly message: Message;
  /** null: the chat was deleted, or the reply could not be written yet. */
  readonly conversation: ConversationSummary | null;
}

export interface ReplyStorageOptions {
  readonly store: ConversationStore;
  readonly live: LiveReplies;
  readonly publish: Publish;
  readonly log: Log;
}

/** How long text may be on the screen before it is on disk; half a second is promised. */
const flushAfterMs = 400;
/** A full disk may have room later. */
const retryAfterMs = 1_000;

/**
 * Stores replies: their parts while they grow, and their end. What can't be written is kept in memory, shown
 * as it is, and retried until it is written; pages are notified when writing begins to fail and when it
 * succeeds again.
 */
export class ReplyStorage {
  readonly #options: ReplyStorageOptions;
  readonly #flushTimers = new Map<Reply, NodeJS.Timeout>();
  /** Replies that have ended and are not written yet. */
  readonly #waiting = new Map<Reply, ReplyEnd>();
  #retryTimer: NodeJS.Timeout | null = null;
  #failure: Failure | null = null;

  constructor(options: ReplyStorageOptions) {
    this.#options = options;
  }

  /** Why writing fails; null while it succeeds. */
  get failure(): Failure | null {
    return this.#failure;
  }

  flushSoon(reply: Reply): void {
    if (this.#flushTimers.has(reply)) return;
    const wait = this.#failure ? retryAfterMs : flushAfterMs;
    this.#flushTimers.set(
      reply,
      setTimeout(() => this.flush(reply), wait),
    );
  }

  flush(reply: Reply): void {
    this.#cancelFlush(reply);
    const { store } = this.#options;
    try {
      store.transaction(() => this.#writeParts(reply));
      reply.parts.markSaved();
      this.#succeeded();
    } catch (thrown) {
      this.#failed(thrown);
      // After a bug, the end of the reply is the next attempt.
      if (isOfTheDisk(thrown)) this.flushSoon(reply);
    }
  }

  end(reply: Reply, end: ReplyEnd): EndedReply {
    this.#cancelFlush(reply);
    try {
      const ended = this.#write(reply, end);
      this.#succeeded();
      return ended;
    } catch (thrown) {
      this.#failed(thrown);
      if (isOfTheDisk(thrown)) return this.#keep(reply, end);
      // A bug; retrying would not help.
      const error = toFailure(thrown);
      this.#markFailed(reply, error);
      return {
        message: { ...this.withParts(reply), ...end, status: { type: "failed", error } },
        conversation: null,
      };
    }
  }

  /** The message with its parts as they are now, also where the database can't be read. */
  withParts(reply: Reply): Message {
    try {
      return reply.withParts(this.#options.store.messages.get(reply.message.id));
    } catch {
      return reply.withParts();
    }
  }

  /** Makes the last attempt. */
  dispose(): void {
    this.#cancelRetry();
    for (const timer of this.#flushTimers.values()) clearTimeout(timer);
    this.#flushTimers.clear();
    try {
      this.#writeWaiting();
    } catch (thrown) {
      this.#failed(thrown);
    }
    this.#cancelRetry();
  }

  #cancelRetry() {
    if (this.#retryTimer) clearTimeout(this.#retryTimer);
    this.#retryTimer = null;
  }

  /** Without this, the stored reply would be written for ever, to a page that is reloaded. */
  #markFailed(reply: Reply, error: Failure) {
    const { store, log } = this.#options;
    try {
      store.transaction(() => store.messages.fail(reply.message.id, error));
    } catch (thrown) {
      log.error("A reply could not be marked as failed", thrown);
    }
  }

  #keep(reply: Reply, end: ReplyEnd): EndedReply {
    const message = { ...this.withParts(reply), ...end, modelName: reply.modelName };
    this.#waiting.set(reply, end);
    this.#options.live.keepUnwritten(message);
    return { message, conversation: null };
  }

  #write(reply: Reply, end: ReplyEnd): EndedReply {
    const { store } = this.#options;
    const { conversationId, id } = reply.message;
    return store.transaction(() => {
      this.#writeParts(reply);
      store.touch(conversationId, Date.now());
      const message = store.messages.finish(id, { ...end, modelName: reply.modelName });
      this.#nameChat(message);
      return { message, conversation: store.findSummary(conversationId) };
    });
  }

  /** Where the user wrote nothing that could be the title of the chat. */
  #nameChat(reply: Message) {
    const { store } = this.#options;
    const { parentId, conversationId } = reply;
    if (parentId === null || !store.messages.isShown(parentId)) return;
    const title = titleFromReply(store.messages.get(parentId), reply);
    if (title !== null) store.retitle(conversationId, title);
  }

  #writeParts(reply: Reply) {
    this.#options.store.messages.writeParts(reply.message.id, reply.parts.unsaved());
  }

  #writeWaiting() {
    const { store, live, publish } = this.#options;
    for (const [reply, end] of this.#waiting) {
      if (!store.messages.has(reply.message.id)) {
        // Its chat was deleted for good meanwhile.
        this.#waiting.delete(reply);
        live.forgetUnwritten(reply.message.id);
        continue;
      }
      const written = this.#writeKept(reply, end);
      this.#waiting.delete(reply);
      live.forgetUnwritten(reply.message.id);
      if (written === null) continue;
      publish({ event: "chat.message", data: written.message });
      if (written.conversation) publish({ event: "conversation.changed", data: written.conversation });
    }
  }

  /**
   * One reply that can't be written because of a bug must not keep the others from being written.
   * @throws AppError `storage-failed`
   */
  #writeKept(reply: Reply, end: ReplyEnd): EndedReply | null {
    try {
      return this.#write(reply, end);
    } catch (thrown) {
      if (isOfTheDisk(thrown)) throw thrown;
      this.#failed(thrown);
      this.#markFailed(reply, toFailure(thrown));
      return null;
    }
  }

  #retry() {
    this.#retryTimer = null;
    try {
      this.#writeWaiting();
      if (this.#flushTimers.size === 0) this.#report(null);
    } catch (thrown) {
      this.#failed(thrown);
    }
  }

  #succeeded() {
    if (!this.#failure) return;
    if (this.#waiting.size === 0) this.#report(null);
    else this.#retrySoon();
  }

  #failed(thrown: unknown) {
    const isTheDisk = isOfTheDisk(thrown);
    // Once for each reason: the failure recurs with every attempt.
    if (!isTheDisk || !this.#failure) this.#options.log.error("A reply could not be written", thrown);
    if (!isTheDisk) return;
    if (this.#failure?.data["reason"] !== thrown.data["reason"]) this.#report(toFailure(thrown));
    this.#retrySoon();
  }

  #retrySoon() {
    this.#retryTimer ??= setTimeout(() => this.#retry(), retryAfterMs).unref();
  }

  #report(failure: Failure | null) {
    if (!failure) this.#options.log.info("Replies are being written again");
    this.#failure = failure;
    this.#options.publish({ event: "storage.changed", data: failure });
  }

  #cancelFlush(reply: Reply) {
    clearTimeout(this.#flushTimers.get(reply));
    this.#flushTimers.delete(reply);
  }
}

function isOfTheDisk(thrown: unknown): thrown is AppError {
  return thrown instanceof AppError && thrown.code === "storage-failed";
}
