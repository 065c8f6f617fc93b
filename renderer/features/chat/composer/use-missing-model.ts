import { use } from "react";
import type { Model } from "../../../../shared/models/model.ts";
import { remoteModelName } from "../../../../shared/models/remote-server.ts";
import { ChatHostContext } from "../chat-host.ts";
import { openChatOf, useChat } from "../state/chat-store.ts";
import { useRemoteModel } from "../state/use-remote-model.ts";

export interface MissingModel {
  readonly name: string;
  /** What is gone: its file, its server, or the model on the server. */
  readonly gone: "file" | "server" | "on-server";
  /** Blank: it is a local model, or its server was removed. */
  readonly serverName: string;
  /** The local model to continue with: the model of new chats, otherwise any model that is ready. */
  readonly replacement: Model | null;
}

/** Set when the model of this chat is no longer installed, or no longer on its server. */
export function useMissingModel(): MissingModel | null {
  const { models, newChat } = use(ChatHostContext);
  const ownId = useChat((state) => openChatOf(state)?.head.modelId);
  const ownName = useChat((state) => openChatOf(state)?.head.modelName);
  const remote = useRemoteModel();
  const modelId = ownId ?? newChat.modelId;
  // The demo model always exists, so an empty list has not been loaded yet.
  if (models.length === 0 || models.some((model) => model.id === modelId)) return null;
  const remoteName = remoteModelName(modelId);
  // A server that can't be reached, or is still loading, may have the model.
  if (remote && (remote.model !== null || remote.server.state.type !== "ready")) return null;
  const ready = models.filter((model) => model.state.type === "ready");
  const replacement =
    ready.find((model) => model.id === newChat.modelId) ?? ready.find((model) => !model.isDemo);
  return {
    name: ownName ?? remoteName ?? modelId,
    gone: remote ? "on-server" : remoteName === null ? "file" : "server",
    serverName: remote?.server.name ?? "",
    replacement: replacement ?? ready[0] ?? null,
  };
}
