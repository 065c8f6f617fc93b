import { useCallback, useSyncExternalStore } from "react";
import type { Message, MessageId } from "../../../../shared/chat/message.ts";
import { openChatOf, useChat } from "./chat-store.ts";
import type { LiveRun } from "./live-chat.ts";

const listeners = new Map<MessageId, Set<() => void>>();

// One store subscription for all rows: with a thousand rows, one selector each would run on every frame.
useChat.subscribe((state, previous) => {
  const now = openChatOf(state);
  const before = openChatOf(previous);
  if (now?.messages === before?.messages && now?.runs === before?.runs) return;
  for (const [id, callbacks] of listeners) {
    const isSame =
      now?.messages.get(id) === before?.messages.get(id) && now?.runs.get(id) === before?.runs.get(id);
    if (!isSame) for (const callback of [...callbacks]) callback();
  }
});

/** A message of the open chat; re-renders only when this message changes. */
export function useMessage(id: MessageId): Message | null {
  const subscribe = useCallback((callback: () => void) => listen(id, callback), [id]);
  const get = () => openChatOf(useChat.getState())?.messages.get(id) ?? null;
  return useSyncExternalStore(subscribe, get, get);
}

/** The run of this reply; null when it is not being generated. */
export function useRun(id: MessageId): LiveRun | null {
  const subscribe = useCallback((callback: () => void) => listen(id, callback), [id]);
  const get = () => openChatOf(useChat.getState())?.runs.get(id) ?? null;
  return useSyncExternalStore(subscribe, get, get);
}

/** The messages from the first to this one, as of the current render. */
export function useBranchTo(message: Message): readonly Message[] {
  const branch = useChat((state) => openChatOf(state)?.branch);
  const { messages } = openChatOf(useChat.getState()) ?? {};
  if (!messages || message.contextStartId === null) return [];
  const upTo = branch?.slice(0, branch.indexOf(message.id) + 1) ?? [];
  return upTo.flatMap((id) => messages.get(id) ?? []);
}

function listen(id: MessageId, callback: () => void): () => void {
  const callbacks = listeners.get(id) ?? new Set();
  callbacks.add(callback);
  listeners.set(id, callbacks);
  return () => {
    callbacks.delete(callback);
    if (callbacks.size === 0) listeners.delete(id);
  };
}
