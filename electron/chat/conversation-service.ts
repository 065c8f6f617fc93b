import { randomUUID } from "node:crypto";
import { branchTo, newestLeafBelow, treeOf } from "../../shared/chat/message-tree.ts";
import type { Conversation, ConversationSummary } from "../../shared/chat/conversation.ts";
import type { ConversationId, MessageId } from "../../shared/chat/message.ts";
import { numberedTitle } from "../../shared/chat/title.ts";
import type { ConversationView } from "../../shared/ipc/conversation-routes.ts";
import type { RouteParsed } from "../../shared/ipc/contract.ts";
import { AppError } from "../../shared/ipc/result.ts";
import type { Publish } from "../ipc/publish.ts";
import { withoutUndefined } from "../without-undefined.ts";
import type { ChatService } from "./chat-service.ts";
import { copiedBranch } from "./copied-branch.ts";
import type { ConversationChange, ConversationStore } from "./conversation-store.ts";
import type { LiveReplies } from "./live-replies.ts";
import type { ModelSource } from "../inference/model-source.ts";
import { modelNameOf } from "../inference/model-name.ts";

export interface ConversationServiceOptions {
  readonly store: ConversationStore;
  readonly models: ModelSource;
  readonly chat: Pick<ChatService, "stopWhere">;
  /** Removes what is left of erased chats on the disk (`electron/erase-deleted.ts`). */
  readonly eraseDeleted: () => Promise<void>;
  /** Deletes what the engine keeps of these chats. */
  readonly forgetContexts: (ids: readonly ConversationId[]) => void;
  readonly live: LiveReplies;
  readonly publish: Publish;
}

/** The list of chats and the settings of each. Every change is published to every page. */
export class ConversationService {
  readonly #options: ConversationServiceOptions;

  constructor(options: ConversationServiceOptions) {
    this.#options = options;
  }

  /** With the parts of running replies up to their run's `seq`, which the events that follow continue. */
  get(id: ConversationId): ConversationView {
    const runs = this.#options.live.inConversation(id).map((reply) => reply.run);
    return { conversation: this.#read(id), runs };
  }

  rename(id: ConversationId, title: string): ConversationSummary {
    return this.#publishChanged(this.#options.store.rename(id, title));
  }

  delete(id: ConversationId): void {
    const { store, chat, forgetContexts, publish } = this.#options;
    store.summary(id);
    chat.stopWhere(id, () => true);
    const deletedAtMs = Date.now();
    store.delete(id, deletedAtMs);
    forgetContexts([id]);
    publish({ event: "conversation.deleted", data: { conversationId: id, deletedAtMs } });
  }

  /**
   * Removes one recently deleted chat, or all of them, for good.
   * @throws AppError `not-found`: it is not among them; `storage-failed`
   */
  async erase(id: ConversationId | null): Promise<void> {
    const erased = this.#options.store.giveUp(id === null ? "deleted" : { id });
    if (id !== null && erased.length === 0) throw new AppError("not-found", "There is no such deleted chat");
    await this.#erase(erased);
  }

  /**
   * For good, with everything on the disk that holds their text or attachments.
   * @throws AppError `storage-failed`
   */
  async deleteAll(): Promise<void> {
    const { store, chat } = this.#options;
    for (const { id } of store.list()) chat.stopWhere(id, () => true);
    await this.#erase(store.giveUp("all"));
  }

  restore(id: ConversationId): ConversationSummary {
    return this.#publishChanged(this.#options.store.restore(id, Date.now()));
  }

  /** For the next message; a reply that was requested before keeps its settings. */
  configure(input: RouteParsed<"conversations.configure">): Conversation {
    const { store } = this.#options;
    const { conversationId: id, settings, modelId } = input;
    return this.#change(id, {
      settings: { ...store.head(id).settings, ...withoutUndefined(settings ?? {}) },
      ...(modelId === undefined ? {} : { model: { id: modelId, name: this.#nameOf(modelId) } }),
    });
  }

  /** Copies the branch up to this message into a new chat. What was allowed in the old one is asked again. */
  fork(messageId: MessageId): ConversationSummary {
    const { store, live } = this.#options;
    const { conversationId } = store.messages.get(messageId);
    const head = store.head(conversationId);
    const messages = store.messages.ofConversation(conversationId).map((message) => live.upToDate(message));
    const nowMs = Date.now();
    const settings = { ...head.settings, tools: { ...head.settings.tools, allowed: [] } };
    const taken = new Set(store.list().map(({ title }) => title));
    const fork = {
      ...head,
      id: randomUUID(),
      title: numberedTitle(head.title, taken),
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
      settings,
      activeLeafId: null,
    };
    const copies = copiedBranch(branchTo(treeOf(messages), messageId), fork.id);
    store.transaction(() => {
      store.create(fork);
      for (const copy of copies) store.messages.addEnded(copy);
      store.change(fork.id, { activeLeafId: copies.at(-1)?.id ?? null });
    });
    return this.#publishChanged(store.summary(fork.id));
  }

  showBranch(id: ConversationId, messageId: MessageId): Conversation {
    const leaf = newestLeafBelow(treeOf(this.#options.store.messages.ofConversation(id)), messageId);
    if (leaf === null) throw new AppError("not-found", "There is no such message in this chat");
    return this.#change(id, { activeLeafId: leaf });
  }

  async #erase(ids: readonly ConversationId[]): Promise<void> {
    const { eraseDeleted, forgetContexts, publish } = this.#options;
    forgetContexts(ids);
    for (const conversationId of ids) publish({ event: "conversation.erased", data: { conversationId } });
    await eraseDeleted();
  }

  #change(id: ConversationId, change: ConversationChange): Conversation {
    const head = this.#options.store.change(id, change);
    this.#options.publish({ event: "conversation.configured", data: head });
    return this.#read(id);
  }

  #read(id: ConversationId): Conversation {
    const { store, live } = this.#options;
    const conversation = store.read(id);
    return { ...conversation, messages: conversation.messages.map((message) => live.upToDate(message)) };
  }

  #nameOf(modelId: string): string {
    const name = modelNameOf(modelId, this.#options.models);
    if (name === null) throw new AppError("model-missing", `The model ${modelId} is gone`, { name: modelId });
    return name;
  }

  #publishChanged(summary: ConversationSummary): ConversationSummary {
    this.#options.publish({ event: "conversation.changed", data: summary });
    return summary;
  }
}
