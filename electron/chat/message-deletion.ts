import {
  branchTo,
  newestLeafBelow,
  siblingsOf,
  treeOf,
  type MessageTree,
} from "../../shared/chat/message-tree.ts";
import type { ConversationId, MessageId } from "../../shared/chat/message.ts";
import type { DeletedMessages } from "../../shared/ipc/chat-routes.ts";
import type { RouteParsed } from "../../shared/ipc/contract.ts";
import { AppError } from "../../shared/ipc/result.ts";
import type { Publish } from "../ipc/publish.ts";
import type { ChatService } from "./chat-service.ts";
import type { ConversationStore } from "./conversation-store.ts";

export interface MessageDeletionOptions {
  readonly store: ConversationStore;
  readonly chat: Pick<ChatService, "stopWhere">;
  /** Deletes what the engine keeps of these chats. */
  readonly forgetContexts: (ids: readonly ConversationId[]) => void;
  readonly publish: Publish;
}

/** Deletes messages of a chat and brings them back. */
export class MessageDeletion {
  readonly #options: MessageDeletionOptions;

  constructor(options: MessageDeletionOptions) {
    this.#options = options;
  }

  /** Replies that are deleted, or that answer a deleted message, are stopped. */
  delete({ messageId, scope }: RouteParsed<"chat.delete">): DeletedMessages {
    const { store, chat, forgetContexts, publish } = this.#options;
    const { conversationId } = store.messages.get(messageId);
    const { activeLeafId } = store.head(conversationId);
    const tree = treeOf(store.messages.ofConversation(conversationId));
    const ids = scope === "message" ? new Set([messageId]) : idsBelow(tree, messageId);
    chat.stopWhere(
      conversationId,
      ({ id, parentId }) => ids.has(id) || (parentId !== null && ids.has(parentId)),
    );
    store.transaction(() => {
      store.messages.setDeleted([...ids], Date.now());
      if (activeLeafId === null || !ids.has(activeLeafId)) return;
      store.change(conversationId, { activeLeafId: leafInstead(tree, activeLeafId, ids) });
    });
    forgetContexts([conversationId]);
    publish({ event: "chat.reshaped", data: { conversationId } });
    return { conversationId, messageIds: [...ids], activeLeafId };
  }

  /** @throws AppError `invalid-request`: a message is of another chat; `not-found` */
  restore({ conversationId, messageIds, activeLeafId }: RouteParsed<"chat.restore">): void {
    const { store, publish } = this.#options;
    store.summary(conversationId);
    store.transaction(() => {
      store.messages.setDeleted(messageIds, null);
      const known = new Set(store.messages.ofConversation(conversationId).map(({ id }) => id));
      if (!messageIds.every((id) => known.has(id)))
        throw new AppError("invalid-request", "The messages are of another chat");
      if (activeLeafId !== null && known.has(activeLeafId)) store.change(conversationId, { activeLeafId });
    });
    publish({ event: "chat.reshaped", data: { conversationId } });
  }
}

/** A message and all that follow it, in every version. */
function idsBelow(tree: MessageTree, messageId: MessageId): ReadonlySet<MessageId> {
  const ids = new Set([messageId]);
  for (const { id, parentId } of tree.byId.values()) {
    if (parentId !== null && ids.has(parentId)) ids.add(id);
  }
  return ids;
}

/** The end of the branch to show after the shown one has lost its end: another version, or what was before. */
function leafInstead(
  tree: MessageTree,
  leafId: MessageId,
  deleted: ReadonlySet<MessageId>,
): MessageId | null {
  const branch = branchTo(tree, leafId);
  const first = branch.find(({ id }) => deleted.has(id));
  if (!first) return leafId;
  const left = treeOf([...tree.byId.values()].filter(({ id }) => !deleted.has(id)));
  const siblings = siblingsOf(tree, first.id);
  const place = siblings.indexOf(first);
  const others = [...siblings.slice(0, place).toReversed(), ...siblings.slice(place + 1)];
  const next = others.find(({ id }) => !deleted.has(id))?.id ?? first.parentId;
  return next === null ? null : newestLeafBelow(left, next);
}
