import type { ConversationId, MessageId } from "../../../shared/chat/message.ts";
import type { Model, ModelId } from "../../../shared/models/model.ts";

export interface ChatViewProps {
  /** null: a chat that begins with its first message. */
  readonly conversationId: ConversationId | null;
  /** A message to scroll to, when a search led here. */
  readonly messageId: MessageId | null;
  /** Changes with every deliberate opening, of the same chat too: focus goes to the message box. */
  readonly visit: number;
  /** What is on this computer, to notice that the chat's model is gone. */
  readonly models: readonly Model[];
  /** What a new chat begins with. */
  readonly newChat: { readonly modelId: ModelId; readonly thinking: boolean };
  /** The first message gave the chat its id. */
  readonly onStarted: (conversationId: ConversationId) => void;
  /** The chat was deleted, here or elsewhere. */
  readonly onGone: () => void;
  readonly onChooseModel: () => void;
  readonly onThinkingChange: (thinking: boolean) => void;
}

export function ChatView(_props: ChatViewProps) {
  return null;
}
