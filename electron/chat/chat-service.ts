import { randomUUID } from "node:crypto";
import {
  attachmentsOf,
  type ConversationId,
  type Message,
  type MessageId,
} from "../../shared/chat/message.ts";
import { canContinue } from "../../shared/chat/can-continue.ts";
import type { ReplyTask } from "../../shared/chat/reply-task.ts";
import { titleOf } from "../../shared/chat/title.ts";
import type { SentMessage } from "../../shared/ipc/chat-routes.ts";
import type { RouteParsed } from "../../shared/ipc/contract.ts";
import { AppError } from "../../shared/ipc/result.ts";
import { checkAttachments } from "../media/check-attachments.ts";
import type { MediaStore } from "../media/media-store.ts";
import type { Publish } from "../ipc/publish.ts";
import type { PieceWriter } from "../tasks/piece-writer.ts";
import type { ConversationHead, ConversationStore } from "./conversation-store.ts";
import type { Scheduler } from "../inference/scheduler.ts";
import type { LiveReplies } from "./live-replies.ts";
import type { ModelSource } from "../inference/model-source.ts";
import { modelNameOf } from "../inference/model-name.ts";
import type { ReplyStorage } from "./reply-storage.ts";
import type { ReplyWriter } from "./reply-writer.ts";
import { blankMessage } from "./blank-message.ts";
import { Reply } from "./reply.ts";
import type { TurnWriter } from "./turn-writer.ts";
import { userParts, type UserInput } from "./user-parts.ts";

export interface ChatServiceOptions {
  readonly store: ConversationStore;
  readonly models: ModelSource;
  readonly scheduler: Pick<Scheduler, "close">;
  readonly writer: ReplyWriter;
  readonly turns: TurnWriter;
  readonly pieces: PieceWriter;
  readonly storage: ReplyStorage;
  readonly live: LiveReplies;
  readonly media: MediaStore;
  readonly publish: Publish;
}

/** The options a reply is generated with. */
interface ReplyTarget {
  readonly chat: ConversationHead;
  /** The user message that was just sent; null when an earlier one is answered again. */
  readonly question: Message | null;
  readonly parentId: MessageId;
  readonly task: ReplyTask | null;
}

/**
 * The user's actions in a chat. A message that is sent during a reply continues that reply: its own reply is
 * queued, and its prompt is built when its turn comes.
 */
export class ChatService {
  readonly #options: ChatServiceOptions;

  constructor(options: ChatServiceOptions) {
    this.#options = options;
  }

  send(input: RouteParsed<"chat.send">): SentMessage {
    const { store } = this.#options;
    const { conversationId, task } = input;
    return this.#askForReply(() => {
      const chat = conversationId === null ? this.#newChat(input) : store.head(conversationId);
      return this.#targetOfQuestion(chat, chat.activeLeafId, input, task);
    });
  }

  /** Sends a changed message; what is not given is taken from the earlier one. */
  edit(input: RouteParsed<"chat.edit">): SentMessage {
    const { store } = this.#options;
    return this.#askForReply(() => {
      const edited = store.messages.get(input.messageId);
      if (edited.role !== "user") throw new AppError("invalid-request", "Only user messages can be edited");
      const { text, attachments = attachmentsOf(edited) } = input;
      const task = input.task === undefined ? store.messages.newestReplyTo(edited)?.task : input.task;
      const prompt = input.task === undefined ? promptOf(edited) : "";
      const chat = store.head(edited.conversationId);
      return this.#targetOfQuestion(chat, edited.parentId, { text, prompt, attachments }, task ?? null);
    });
  }

  /** Generates another version of a reply for the same task; for a user message, another reply to it. */
  regenerate(messageId: MessageId): SentMessage {
    const { store } = this.#options;
    return this.#askForReply(() => {
      const message = store.messages.get(messageId);
      const chat = store.head(message.conversationId);
      const isQuestion = message.role === "user";
      const parentId = isQuestion ? messageId : (message.parentId ?? messageId);
      const earlier = isQuestion ? store.messages.newestReplyTo(message) : message;
      return { chat, question: null, parentId, task: earlier?.task ?? null };
    });
  }

  /**
   * Continues a reply that was cut off, at its end. Of one that is written piece by piece, the piece that was
   * cut off is written again.
   * @throws AppError `invalid-request`: it is complete, empty, or has a form that can't be continued
   */
  resume(messageId: MessageId): SentMessage {
    const { store, live, publish } = this.#options;
    const old = store.messages.get(messageId);
    if (!canContinue(old))
      throw new AppError("invalid-request", "Only a reply that was cut off can be continued");
    const chat = store.head(old.conversationId);
    // What is read comes first: once the reply is stored as being written, nothing may keep it from being written.
    const conversation = store.summary(chat.id);
    const message = store.transaction(() => store.messages.resume(messageId));
    const isPieceCut = message.task?.each !== undefined && message.parts.at(-1)?.status !== "complete";
    const reply = new Reply(
      { ...message, parts: isPieceCut ? message.parts.slice(0, -1) : message.parts },
      chat,
    );
    reply.stats = message.stats;
    live.add(reply);
    publish({ event: "chat.message", data: live.upToDate(message) });
    this.#enqueue(reply);
    return { conversation, userMessageId: null, replyId: messageId, runId: reply.runId };
  }

  /** Stops a reply and keeps its text. Unknown runs, and one that is stopped twice, have ended. */
  stop(runId: string): void {
    const reply = this.#options.live.withRunId(runId);
    if (!reply) return;
    reply.isStopWanted = true;
    // A model that is being loaded can't be stopped, but nobody has to wait for it.
    if (!reply.isGenerating) this.#endNow(reply);
    reply.abort.abort();
  }

  /** Ends replies of a chat whose messages are being deleted, without waiting for the engine. */
  stopWhere(conversationId: ConversationId, matches: (reply: Message) => boolean): void {
    for (const reply of this.#options.live.inConversation(conversationId)) {
      if (!matches(reply.message)) continue;
      this.#endNow(reply);
      reply.abort.abort();
    }
  }

  /** Closes the model's reasoning; the answer follows. Unknown runs have ended. */
  answerNow(runId: string): void {
    this.#options.live.withRunId(runId)?.endReasoning();
  }

  /** Called when the app closes: replies keep their text and are marked as interrupted. */
  dispose(): void {
    const { live, scheduler, writer, storage } = this.#options;
    scheduler.close();
    for (const reply of live.all()) {
      writer.end(reply, { type: "incomplete", reason: "interrupted" });
      reply.abort.abort();
    }
    storage.dispose();
  }

  #endNow(reply: Reply) {
    this.#options.writer.end(reply, { type: "incomplete", reason: "stopped" });
  }

  #newChat({ modelId, settings, text, prompt, attachments }: RouteParsed<"chat.send">): ConversationHead {
    const nowMs = Date.now();
    // Without words of the user, the reply gives the chat its title (`title-from-reply.ts`).
    const title = titleOf(text) || titleOf(attachments[0]?.name ?? "") || titleOf(prompt) || "…";
    const chat: ConversationHead = {
      id: randomUUID(),
      title,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
      modelId,
      modelName: modelNameOf(modelId, this.#options.models) ?? modelId,
      settings,
      activeLeafId: null,
    };
    this.#options.store.create(chat);
    return chat;
  }

  #targetOfQuestion(
    chat: ConversationHead,
    parentId: MessageId | null,
    { text, prompt, attachments }: UserInput,
    task: ReplyTask | null,
  ): ReplyTarget {
    const isBlank = text.trim() === "";
    if (isBlank && prompt === "" && attachments.length === 0)
      throw new AppError("invalid-request", "There is nothing to send");
    checkAttachments(attachments, this.#options.media);
    const question: Message = {
      ...blankMessage(chat, parentId),
      role: "user",
      parts: userParts({ text, prompt, attachments }, task),
      status: { type: "complete" },
    };
    this.#options.store.messages.add(question);
    return { chat, question, parentId: question.id, task };
  }

  /** Stores the messages in one transaction, publishes them, and requests the reply. */
  #askForReply(findTarget: () => ReplyTarget): SentMessage {
    const { store, live, publish } = this.#options;
    const { chat, question, message, conversation } = store.transaction(() => {
      const target = findTarget();
      const message: Message = {
        ...blankMessage(target.chat, target.parentId),
        role: "assistant",
        status: { type: "streaming" },
        modelName: target.chat.modelName,
        task: target.task,
      };
      store.messages.add(message);
      store.touch(target.chat.id, message.createdAtMs);
      const chat = store.change(target.chat.id, { activeLeafId: message.id });
      return { chat, question: target.question, message, conversation: store.summary(chat.id) };
    });
    const reply = new Reply(message, chat);
    live.add(reply);
    publish({ event: "conversation.changed", data: conversation });
    if (question) publish({ event: "chat.message", data: question });
    publish({ event: "chat.message", data: message });
    publish({ event: "conversation.configured", data: chat });
    this.#enqueue(reply);
    return { conversation, userMessageId: question?.id ?? null, replyId: message.id, runId: reply.runId };
  }

  #enqueue(reply: Reply) {
    const { writer, turns, pieces } = this.#options;
    const write = async () => (pieces.isFor(reply) ? pieces.write(reply) : turns.write(reply));
    write().catch((thrown: unknown) => writer.fail(reply, thrown));
  }
}

function promptOf({ parts }: Message): string {
  return parts
    .flatMap((part) => (part.type === "text" && part.ofTask !== undefined ? [part.text] : []))
    .join("\n\n");
}
