import type { ConversationsSnapshot, conversationRoutes } from "../../shared/ipc/conversation-routes.ts";
import type { Feature } from "../ipc/feature.ts";
import type { ConversationService } from "./conversation-service.ts";
import type { ConversationStore } from "./conversation-store.ts";
import type { ConversationSearch } from "./search/conversation-search.ts";

export function conversationFeature({
  store,
  search,
  conversations,
}: {
  readonly store: ConversationStore;
  readonly search: ConversationSearch;
  readonly conversations: ConversationService;
}): Feature<typeof conversationRoutes, ConversationsSnapshot> {
  return {
    handlers: {
      "conversations.get": ({ conversationId }) => conversations.get(conversationId),
      "conversations.search": ({ query }) => search.find(query),
      "conversations.rename": ({ conversationId, title }) => conversations.rename(conversationId, title),
      "conversations.delete": ({ conversationId }) => conversations.delete(conversationId),
      "conversations.erase": ({ conversationId }) => conversations.erase(conversationId),
      "conversations.deleteAll": () => conversations.deleteAll(),
      "conversations.restore": ({ conversationId }) => conversations.restore(conversationId),
      "conversations.configure": (input) => conversations.configure(input),
      "conversations.fork": ({ messageId }) => conversations.fork(messageId),
      "conversations.showBranch": ({ conversationId, messageId }) =>
        conversations.showBranch(conversationId, messageId),
    },
    snapshot: {
      conversations: () => store.list(),
      deletedConversations: () => store.listDeleted(Date.now()),
    },
  };
}
