import { z } from "zod";
import { chatSettingsSchema } from "../chat/chat-settings.ts";
import type { Conversation, ConversationSummary } from "../chat/conversation.ts";
import type { ConversationId, MessageId } from "../chat/message.ts";
import type { DeletedConversation } from "../chat/recently-deleted.ts";
import type { Run } from "../chat/run.ts";
import { wellFormedText } from "../well-formed-text.ts";
import { conversationId, messageId, modelId } from "./inputs.ts";
import { nothing, route } from "./route.ts";

export const conversationRoutes = {
  "conversations.get": route<ConversationView>()(z.object({ conversationId })),
  "conversations.search": route<readonly SearchHit[]>()(z.object({ query: wellFormedText(1000) })),
  "conversations.rename": route<ConversationSummary>()(
    z.object({ conversationId, title: wellFormedText(200).trim().min(1) }),
  ),
  /** Hides the chat. `conversations.restore` brings it back for 30 days. */
  "conversations.delete": route<null>()(z.object({ conversationId })),
  /**
   * Deletes a recently deleted chat for good, or all of them (null), with backup copies, databases that were
   * set aside, and stored media. Answers when nothing of them is left on the disk.
   */
  "conversations.erase": route<null>()(z.object({ conversationId: conversationId.nullable() })),
  /**
   * Deletes all chats for good, the recently deleted ones included, with backup copies, databases that were set aside, and stored media. Running
   * replies are stopped. Answers when nothing is left on the disk; each chat gets its `conversation.erased`
   * before.
   */
  "conversations.deleteAll": route<null>()(nothing),
  "conversations.restore": route<ConversationSummary>()(z.object({ conversationId })),
  "conversations.configure": route<Conversation>()(
    z.object({
      conversationId,
      settings: chatSettingsSchema.partial().optional(),
      modelId: modelId.optional(),
    }),
  ),
  /** Copies the branch up to this message into a new chat with the same settings. */
  "conversations.fork": route<ConversationSummary>()(z.object({ messageId })),
  /** Shows the branch that ends in or contains this message. */
  "conversations.showBranch": route<Conversation>()(z.object({ conversationId, messageId })),
} as const;

export interface ConversationEvents {
  /** A chat was created, renamed or restored, or has a new message. */
  readonly "conversation.changed": ConversationSummary;
  /** A chat can be restored from the recently deleted ones. */
  readonly "conversation.deleted": { readonly conversationId: ConversationId; readonly deletedAtMs: number };
  /** A chat, deleted before or not, is gone for good. */
  readonly "conversation.erased": { readonly conversationId: ConversationId };
  /** The settings, model or visible branch of a chat changed; sent without its messages. */
  readonly "conversation.configured": Omit<Conversation, "messages">;
}

export interface ConversationsSnapshot {
  readonly conversations: readonly ConversationSummary[];
  /** The last deleted first. */
  readonly deletedConversations: readonly DeletedConversation[];
}

export interface ConversationView {
  readonly conversation: Conversation;
  /**
   * Replies of this chat that are queued or being generated; their text so far is in the conversation's
   * messages.
   */
  readonly runs: readonly Run[];
}

export interface SearchHit {
  readonly conversation: ConversationSummary;
  /** Plain text around the match; empty when only the title matches. */
  readonly excerpt: string;
  readonly messageId: MessageId | null;
}
