import { useShallow } from "zustand/react/shallow";
import type { ModelId } from "../../../shared/models/model.ts";
import { stopReply } from "./state/chat-actions.ts";
import { openChatOf, useChat, type ChatState } from "./state/chat-store.ts";

/** What the top bar says of the chat on screen; null until it is loaded, and in a new chat. */
export interface OpenChat {
  readonly modelId: ModelId;
  readonly modelName: string;
  /** Of the last reply; null before there is one. */
  readonly context: { readonly usedTokens: number; readonly sizeTokens: number } | null;
}

export function useOpenChat(): OpenChat | null {
  const { modelId, modelName, usedTokens, sizeTokens } = useChat(useShallow(flatten));
  if (modelId === null || modelName === null) return null;
  const context = usedTokens === null || sizeTokens === null ? null : { usedTokens, sizeTokens };
  return { modelId, modelName, context };
}

/** Ends the reply of the chat on screen. False when none is being written. */
export function stopOpenReply(): boolean {
  return stopReply();
}

/** Flat, so that a token that changes none of it renders nothing. */
function flatten(state: ChatState) {
  const chat = openChatOf(state);
  const stats = chat ? lastStats(chat) : null;
  return {
    modelId: chat?.head.modelId ?? null,
    modelName: chat?.head.modelName ?? null,
    usedTokens: stats?.contextUsedTokens ?? null,
    sizeTokens: stats?.contextSizeTokens ?? null,
  };
}

function lastStats(chat: NonNullable<ReturnType<typeof openChatOf>>) {
  for (let index = chat.branch.length - 1; index >= 0; index -= 1) {
    const stats = chat.messages.get(chat.branch[index] ?? "")?.stats;
    if (stats) return stats;
  }
  return null;
}
