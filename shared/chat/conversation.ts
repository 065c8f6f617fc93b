import type { ChatSettings } from "./chat-settings.ts";
import type { ConversationId, Message, MessageId } from "./message.ts";

/** An entry of the chat list. */
export interface ConversationSummary {
  readonly id: ConversationId;
  readonly title: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

export interface Conversation extends ConversationSummary {
  /** The model of this chat; its file may have been deleted. */
  readonly modelId: string;
  /** The model's name when it was last used, shown when the model is no longer available. */
  readonly modelName: string;
  readonly settings: ChatSettings;
  /** The last message of the branch on screen; null only in a chat without messages. */
  readonly activeLeafId: MessageId | null;
  /** All branches, oldest first. */
  readonly messages: readonly Message[];
}
