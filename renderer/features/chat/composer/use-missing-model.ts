import { use } from "react";
import type { Model } from "../../../../shared/models/model.ts";
import { ChatHostContext } from "../chat-host.ts";
import { openChatOf, useChat } from "../state/chat-store.ts";

export interface MissingModel {
  readonly name: string;
  /** What the chat could go on with: the model of new chats, else any that is ready. */
  readonly replacement: Model | null;
}

/** Set when the model of this chat is not on the computer any more. */
export function useMissingModel(): MissingModel | null {
  const { models, newChat } = use(ChatHostContext);
  const ownId = useChat((state) => openChatOf(state)?.head.modelId);
  const ownName = useChat((state) => openChatOf(state)?.head.modelName);
  const modelId = ownId ?? newChat.modelId;
  // There is always the demo model, so an empty list is one that has not come yet.
  if (models.length === 0 || models.some((model) => model.id === modelId)) return null;
  const ready = models.filter((model) => model.state.type === "ready");
  const replacement =
    ready.find((model) => model.id === newChat.modelId) ?? ready.find((model) => !model.isDemo);
  return { name: ownName ?? modelId, replacement: replacement ?? ready[0] ?? null };
}
