import { use, useMemo } from "react";
import { findRemoteModel, type FoundRemoteModel } from "../../../../shared/models/remote-server.ts";
import { ChatHostContext } from "../chat-host.ts";
import { openChatOf, useChat } from "./chat-store.ts";

/**
 * The server and model that this chat uses; null: its model is local, its server was removed, or it is being
 * opened.
 */
export function useRemoteModel(): FoundRemoteModel | null {
  const { servers, newChat } = use(ChatHostContext);
  const ownId = useChat((state) => openChatOf(state)?.head.modelId);
  const isNew = useChat(({ place }) => place.type === "new");
  const modelId = ownId ?? (isNew ? newChat.modelId : "");
  return useMemo(() => findRemoteModel(servers, modelId), [servers, modelId]);
}
