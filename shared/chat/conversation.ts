import type { ChatSettings } from "./chat-settings.ts";
import type { ConversationId, Message, MessageId } from "./message.ts";

/** What the chat list shows. */
export interface ConversationSummary {
  readonly id: ConversationId;
  readonly title: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

export interface Conversation extends ConversationSummary {
  /** The model this chat talks to; it may be gone from the disk. */
  readonly modelId: string;
  /** Its name when it was last used, to speak of it when it is gone. */
  readonly modelName: string;
  readonly settings: ChatSettings;
  /** The last message of the branch on screen; null only in a chat without messages. */
  readonly activeLeafId: MessageId | null;
  /** All branches, oldest first. */
  readonly messages: readonly Message[];
}
