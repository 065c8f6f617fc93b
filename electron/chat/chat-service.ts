import { randomUUID } from "node:crypto";
import {
  attachmentsOf,
  type ConversationId,
  type Message,
  type MessageId,
} from "../../shared/chat/message.ts";
import type { Attachment } from "../../shared/chat/message-part.ts";
import type { ReplyTask } from "../../shared/chat/reply-task.ts";
import { titleOf } from "../../shared/chat/title.ts";
import type { RouteParsed, SentMessage } from "../../shared/ipc/contract.ts";
import { AppError } from "../../shared/ipc/result.ts";
import type { Engine } from "../inference/local/engine.ts";
import { checkAttachments } from "../media/check-attachments.ts";
import type { MediaStore } from "../media/media-store.ts";
import type { Publish } from "../ipc/publish.ts";
import type { PieceWriter } from "../tasks/piece-writer.ts";
import type { ConversationHead, ConversationStore } from "./conversation-store.ts";
import type { EngineQueue } from "../inference/engine-queue.ts";
import type { LiveReplies } from "./live-replies.ts";
import type { ModelLoader, ModelSource } from "../inference/model-loader.ts";
import type { ReplyStorage } from "./reply-storage.ts";
import type { ReplyWriter } from "./reply-writer.ts";
import { Reply } from "./reply.ts";

export interface ChatServiceOptions {
  readonly store: ConversationStore;
  readonly models: ModelSource;
  readonly engine: Pick<Engine, "stop">;
  readonly queue: EngineQueue;
  readonly loader: Pick<ModelLoader, "giveUpHeld">;
  readonly writer: ReplyWriter;
  readonly pieces: PieceWriter;
  readonly storage: ReplyStorage;
  readonly live: LiveReplies;
  readonly media: MediaStore;
  readonly publish: Publish;
}

/** What a reply is asked for in. */
interface ReplyTarget {
  readonly chat: ConversationHead;
  /** What the person wrote just now; null when the reply is another one to something earlier. */
  readonly question: Message | null;
  readonly parentId: MessageId;
  readonly task: ReplyTask | null;
}

/** What a person sends. */
interface UserInput {
  readonly text: string;
  readonly attachments: readonly Attachment[];
}

/**
 * What a person does in a chat. A message sent while a reply is still being written continues that reply: its own waits
 * in the queue, and the prompt is built when its turn comes.
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
      return this.#placeOfQuestion(chat, chat.activeLeafId, input, task);
    });
  }

  /** What is not given stays as it was with the earlier message. */
  edit(input: RouteParsed<"chat.edit">): SentMessage {
    const { store } = this.#options;
    return this.#askForReply(() => {
      const edited = store.messages.get(input.messageId);
      if (edited.role !== "user") throw new AppError("invalid-request", "Only what a person wrote is edited");
      const { text, attachments = attachmentsOf(edited) } = input;
      const task = input.task === undefined ? store.messages.newestReplyTo(edited)?.task : input.task;
      const chat = store.head(edited.conversationId);
      return this.#placeOfQuestion(chat, edited.parentId, { text, attachments }, task ?? null);
    });
  }

  /** Another reply beside this one, for the same task; for a message of the person, another reply to it. */
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
   * Goes on with a reply that is written piece by piece and was cut off. What it was at then is done again.
   * @throws AppError `invalid-request`: it is complete, or not of that kind
   */
  resume(messageId: MessageId): SentMessage {
    const { store, live, publish } = this.#options;
    const old = store.messages.get(messageId);
    const isCutOff = old.status.type === "incomplete" || old.status.type === "failed";
    if (!isCutOff || old.task?.each === undefined)
      throw new AppError("invalid-request", "Only what was cut off between pieces goes on");
    const chat = store.head(old.conversationId);
    const message = store.transaction(() => store.messages.resume(messageId));
    const reply = new Reply({ ...message, parts: [] }, chat);
    for (const part of message.parts.slice(0, -1)) {
      if (part.type !== "text") continue;
      reply.parts.begin("text", part.text);
      if (part.isCut) reply.parts.cutLast();
    }
    live.add(reply);
    publish({ event: "chat.message", data: live.upToDate(message) });
    this.#enqueue(reply);
    const conversation = store.summary(chat.id);
    return { conversation, userMessageId: null, replyId: messageId, runId: reply.runId };
  }

  /** Puts what a person says is right in the place of a part of a reply that has ended. */
  correct(messageId: MessageId, position: number, text: string): void {
    const { store, live, publish } = this.#options;
    const message = store.messages.get(messageId);
    const isWritten = message.status.type !== "streaming" && live.upToDate(message).parts === message.parts;
    if (!isWritten || message.role !== "assistant" || message.parts[position]?.type !== "text")
      throw new AppError("invalid-request", "There is no such part to correct");
    const corrected = store.transaction(() => store.messages.correct(messageId, position, text));
    publish({ event: "chat.message", data: corrected });
  }

  /** What was said stays. Unknown runs have ended, and so has one that is stopped twice. */
  stop(runId: string): void {
    const { engine, live } = this.#options;
    const reply = live.withRunId(runId);
    if (!reply) return;
    reply.isStopWanted = true;
    if (reply.isGenerating) engine.stop(runId);
    // A model that is being loaded can't be stopped, but nobody has to wait for it.
    else this.#endNow(reply);
  }

  /** At once, without waiting for the engine's last word: their chat is being deleted. */
  stopAllIn(conversationId: ConversationId): void {
    const { engine, live } = this.#options;
    for (const reply of live.inConversation(conversationId)) {
      if (reply.isGenerating) engine.stop(reply.runId);
      this.#endNow(reply);
    }
  }

  setReasoningOpen(messageId: MessageId, isOpen: boolean): void {
    const { store, live, publish } = this.#options;
    const old = store.messages.get(messageId);
    if (old.isReasoningOpen === isOpen) return;
    store.messages.setReasoningOpen(messageId, isOpen);
    publish({ event: "chat.message", data: live.upToDate({ ...old, isReasoningOpen: isOpen }) });
  }

  /** What a message of the person and its reply say stays in the context, or may leave it. From the next reply on. */
  setPinned(messageId: MessageId, isPinned: boolean): void {
    const { store, live, publish } = this.#options;
    const message = store.messages.get(messageId);
    if (message.role !== "user")
      throw new AppError("invalid-request", "Exchanges are pinned by their question");
    if (message.isPinned === isPinned) return;
    store.messages.setPinned(messageId, isPinned);
    publish({ event: "chat.message", data: live.upToDate({ ...message, isPinned }) });
  }

  /** The app closes: what was said so far is kept, and marked. */
  dispose(): void {
    const { live, queue, writer, storage } = this.#options;
    queue.close();
    for (const reply of live.all()) writer.end(reply, { type: "incomplete", reason: "interrupted" });
    storage.dispose();
  }

  #endNow(reply: Reply) {
    const { writer, queue, loader } = this.#options;
    writer.end(reply, { type: "incomplete", reason: "stopped" });
    if (queue.current?.reply === reply) loader.giveUpHeld();
    queue.withdraw((job) => job.reply === reply);
  }

  #newChat({ modelId, settings, text, attachments, task }: RouteParsed<"chat.send">): ConversationHead {
    const nowMs = Date.now();
    const name = titleOf(attachments[0]?.name ?? "");
    // The prompt of a task says nothing of the person's own.
    const title = (task ? name : "") || titleOf(text) || name || "…";
    const chat: ConversationHead = {
      id: randomUUID(),
      title,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
      modelId,
      modelName: this.#options.models.find(modelId)?.model.name ?? modelId,
      settings,
      activeLeafId: null,
    };
    this.#options.store.create(chat);
    return chat;
  }

  #placeOfQuestion(
    chat: ConversationHead,
    parentId: MessageId | null,
    { text, attachments }: UserInput,
    task: ReplyTask | null,
  ): ReplyTarget {
    const isBlank = text.trim() === "";
    if (isBlank && attachments.length === 0)
      throw new AppError("invalid-request", "There is nothing to send");
    checkAttachments(attachments, this.#options.media);
    const question: Message = {
      ...blankMessage(chat, parentId),
      role: "user",
      parts: isBlank ? attachments : [...attachments, { type: "text", text }],
      status: { type: "complete" },
    };
    this.#options.store.messages.add(question);
    return { chat, question, parentId: question.id, task };
  }

  /** Writes everything down in one go, tells the pages, and queues. */
  #askForReply(findPlace: () => ReplyTarget): SentMessage {
    const { store, live, publish } = this.#options;
    const { chat, question, message } = store.transaction(() => {
      const place = findPlace();
      const message: Message = {
        ...blankMessage(place.chat, place.parentId),
        role: "assistant",
        status: { type: "streaming" },
        modelName: place.chat.modelName,
        task: place.task,
      };
      store.messages.add(message);
      store.touch(place.chat.id, message.createdAtMs);
      const chat = store.change(place.chat.id, { activeLeafId: message.id });
      return { chat, question: place.question, message };
    });
    const reply = new Reply(message, chat);
    live.add(reply);
    const conversation = store.summary(chat.id);
    publish({ event: "conversation.changed", data: conversation });
    if (question) publish({ event: "chat.message", data: question });
    publish({ event: "chat.message", data: message });
    publish({ event: "conversation.configured", data: chat });
    this.#enqueue(reply);
    return { conversation, userMessageId: question?.id ?? null, replyId: message.id, runId: reply.runId };
  }

  #enqueue(reply: Reply) {
    const { queue, writer, pieces } = this.#options;
    const run = () => (pieces.isFor(reply) ? pieces.writeNext(reply) : writer.write(reply));
    queue.add({ reply, run, drop: () => undefined });
  }
}

function blankMessage(chat: ConversationHead, parentId: MessageId | null) {
  return {
    id: randomUUID(),
    conversationId: chat.id,
    parentId,
    createdAtMs: Date.now(),
    parts: [],
    modelName: null,
    stats: null,
    isReasoningOpen: false,
    isPinned: false,
    contextStartId: null,
    task: null,
  };
}
