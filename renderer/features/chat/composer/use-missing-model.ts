import { use } from "react";
import type { Model } from "../../../../shared/models/model.ts";
import { ChatHostContext } from "../chat-host.ts";
import { openChatOf, useChat } from "../state/chat-store.ts";

export interface MissingModel {
  readonly name: string;
  /** The model to continue with: the model of new chats, otherwise any model that is ready. */
  readonly replacement: Model | null;
}

/** Set when the model of this chat is no longer installed. */
export function useMissingModel(): MissingModel | null {
  const { models, newChat } = use(ChatHostContext);
  const ownId = useChat((state) => openChatOf(state)?.head.modelId);
  const ownName = useChat((state) => openChatOf(state)?.head.modelName);
  const modelId = ownId ?? newChat.modelId;
  // The demo model always exists, so an empty list has not been loaded yet.
  if (models.length === 0 || models.some((model) => model.id === modelId)) return null;
  const ready = models.filter((model) => model.state.type === "ready");
  const replacement =
    ready.find((model) => model.id === newChat.modelId) ?? ready.find((model) => !model.isDemo);
  return { name: ownName ?? modelId, replacement: replacement ?? ready[0] ?? null };
}
