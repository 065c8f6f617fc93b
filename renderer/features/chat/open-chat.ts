import { useShallow } from "zustand/react/shallow";
import type { ModelId } from "../../../shared/models/model.ts";
import { stopReply } from "./state/chat-actions.ts";
import { openChatOf, useChat, type ChatState } from "./state/chat-store.ts";

/** What the top bar shows of the open chat; null in a new chat and until the chat is loaded. */
export interface OpenChat {
  readonly modelId: ModelId;
  readonly modelName: string;
  /** Context usage of the last reply; null before there is one. */
  readonly context: {
    readonly usedTokens: number;
    /** null: a remote server did not report it. */
    readonly sizeTokens: number | null;
    /** Whether the counts are estimates. */
    readonly isEstimated: boolean;
  } | null;
}

export function useOpenChat(): OpenChat | null {
  const { modelId, modelName, usedTokens, sizeTokens, isEstimated } = useChat(useShallow(flatten));
  if (modelId === null || modelName === null) return null;
  const context = usedTokens === null ? null : { usedTokens, sizeTokens, isEstimated };
  return { modelId, modelName, context };
}

/** Stops the reply of the open chat. False when none is being generated. */
export function stopOpenReply(): boolean {
  return stopReply();
}

/** Flat, so that a token that changes none of these values causes no render. */
function flatten(state: ChatState) {
  const chat = openChatOf(state);
  const stats = chat ? lastStats(chat) : null;
  return {
    modelId: chat?.head.modelId ?? null,
    modelName: chat?.head.modelName ?? null,
    usedTokens: stats?.contextUsedTokens ?? null,
    sizeTokens: stats?.contextSizeTokens ?? null,
    isEstimated: stats?.isEstimated === true,
  };
}

function lastStats(chat: NonNullable<ReturnType<typeof openChatOf>>) {
  for (let index = chat.branch.length - 1; index >= 0; index -= 1) {
    const stats = chat.messages.get(chat.branch[index] ?? "")?.stats;
    if (stats) return stats;
  }
  return null;
}
