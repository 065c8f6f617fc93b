import type { ChatSnapshot, chatRoutes } from "../../shared/ipc/chat-routes.ts";
import type { Feature } from "../ipc/feature.ts";
import type { ChatService } from "./chat-service.ts";
import type { DraftReader } from "./draft-reader.ts";
import type { LiveReplies } from "./live-replies.ts";
import type { MessageChanges } from "./message-changes.ts";
import type { MessageDeletion } from "./message-deletion.ts";

export function chatFeature({
  chat,
  drafts,
  messageChanges,
  messageDeletion,
  live,
}: {
  readonly chat: ChatService;
  readonly drafts: DraftReader;
  readonly messageChanges: MessageChanges;
  readonly messageDeletion: MessageDeletion;
  readonly live: LiveReplies;
}): Feature<typeof chatRoutes, ChatSnapshot> {
  return {
    handlers: {
      "chat.send": (input) => chat.send(input),
      "chat.draft": ({ conversationId, draft }) => drafts.change(conversationId, draft),
      "chat.edit": (input) => chat.edit(input),
      "chat.regenerate": ({ messageId }) => chat.regenerate(messageId),
      "chat.resume": ({ messageId }) => chat.resume(messageId),
      "chat.correct": ({ messageId, partId, text }) => messageChanges.correct(messageId, partId, text),
      "chat.answerNow": ({ runId }) => chat.answerNow(runId),
      "chat.stop": ({ runId }) => chat.stop(runId),
      "chat.delete": (input) => messageDeletion.delete(input),
      "chat.restore": (input) => messageDeletion.restore(input),
      "chat.setReasoningOpen": ({ messageId, partId, isOpen }) =>
        messageChanges.setReasoningOpen(messageId, partId, isOpen),
      "chat.setPinned": ({ messageId, isPinned }) => messageChanges.setPinned(messageId, isPinned),
    },
    snapshot: { runs: () => live.runs() },
    dispose: () => {
      drafts.dispose();
      chat.dispose();
    },
  };
}
