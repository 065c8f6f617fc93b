import { useShallow } from "zustand/react/shallow";
import type { ChatSettings } from "../../../../shared/chat/chat-settings.ts";
import type { ConversationId } from "../../../../shared/chat/message.ts";
import { newChatSettings, type NewChatDefaults } from "./new-chat-settings.ts";
import { conversationIdOf, openChatOf, useChat } from "./chat-store.ts";

export function useConversationId(): ConversationId | null {
  return useChat(conversationIdOf);
}

export function useChatSettings(defaults: NewChatDefaults): ChatSettings {
  return useChat(
    useShallow(
      (state) => openChatOf(state)?.head.settings ?? newChatSettings(state.newChatSettings, defaults),
    ),
  );
}

/** Whether a reply of the open chat is running or queued. */
export function useIsReplying(): boolean {
  return useChat((state) => (openChatOf(state)?.runs.size ?? 0) > 0);
}

export function useIsSending(key: string): boolean {
  return useChat((state) => state.sendingFrom.includes(key));
}
