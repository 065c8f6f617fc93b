import { create } from "zustand";
import type { ChatSettings } from "../../../../shared/chat/chat-settings.ts";
import type { PartId } from "../../../../shared/chat/message-part.ts";
import { textOf, type ConversationId } from "../../../../shared/chat/message.ts";
import type { AppSnapshot, EventMessage } from "../../../../shared/ipc/contract.ts";
import type { Failure } from "../../../../shared/ipc/result.ts";
import { request } from "../../../ipc/client.ts";
import { announceEnd } from "./announce-end.ts";
import { applyEvent } from "./apply-event.ts";
import { draftKey, draftOf, removeDraft } from "./drafts.ts";
import { FrameQueue } from "./frame-queue.ts";
import { liveChatFrom, type LiveChat } from "./live-chat.ts";

export type OpenPlace =
  | { readonly type: "new" }
  | { readonly type: "opening"; readonly conversationId: ConversationId }
  | { readonly type: "open"; readonly chat: LiveChat }
  | { readonly type: "failed"; readonly conversationId: ConversationId; readonly error: Failure };

export interface ChatState {
  readonly place: OpenPlace;
  /** Settings that the user changed for a chat that does not exist yet. */
  readonly newChatSettings: Partial<ChatSettings>;
  /**
   * Reasoning panels that the user opened or closed since the page was loaded. Includes changes not yet
   * stored, for parts still being generated.
   */
  readonly reasoningOpen: Readonly<Record<PartId, boolean>>;
  /** Draft keys whose message is being sent. */
  readonly sendingFrom: readonly string[];
  /** Error of the last attempt to send; the draft is kept. */
  readonly sendFailure: Failure | null;
}

export const useChat = create<ChatState>(() => ({
  place: { type: "new" },
  newChatSettings: {},
  reasoningOpen: {},
  sendingFrom: [],
  sendFailure: null,
}));

/** Set while the chat is being fetched: events that arrive meanwhile are queued and applied to the result. */
let fetching: { readonly conversationId: ConversationId; readonly waiting: EventMessage[] } | null = null;

const queue = new FrameQueue<EventMessage>(takeEvents);

/** The open chat, or null while there is none. */
export function openChatOf({ place }: ChatState): LiveChat | null {
  return place.type === "open" ? place.chat : null;
}

export function conversationIdOf({ place }: ChatState): ConversationId | null {
  switch (place.type) {
    case "new":
      return null;
    case "open":
      return place.chat.head.id;
    case "opening":
    case "failed":
      return place.conversationId;
  }
}

export function updateChat(update: (chat: LiveChat) => LiveChat): void {
  useChat.setState((state) =>
    state.place.type === "open" ? { place: { type: "open", chat: update(state.place.chat) } } : {},
  );
}

/** Opens the chat, or a new one for null. Resolves when it is loaded. */
export async function showConversation(conversationId: ConversationId | null): Promise<void> {
  if (conversationIdOf(useChat.getState()) === conversationId) return;
  fetching = null;
  if (conversationId === null) {
    useChat.setState({ place: { type: "new" }, sendFailure: null });
    return;
  }
  useChat.setState({ place: { type: "opening", conversationId }, sendFailure: null });
  await fetchConversation(conversationId);
}

/** Fetches the open chat again, after an event was missed. */
export async function refetch(): Promise<void> {
  const conversationId = conversationIdOf(useChat.getState());
  if (conversationId !== null) await fetchConversation(conversationId);
}

export function receiveEvent(message: EventMessage): void {
  queue.add(message);
}

let isFirstSnapshot = true;

/** Every snapshot after the first follows a reconnect, during which events may have been missed. */
export function receiveSnapshot(_snapshot: AppSnapshot): void {
  if (!isFirstSnapshot || useChat.getState().place.type === "failed") void refetch();
  isFirstSnapshot = false;
}

async function fetchConversation(conversationId: ConversationId): Promise<void> {
  const current = {
    conversationId,
    waiting: fetching?.conversationId === conversationId ? fetching.waiting : [],
  };
  fetching = current;
  const result = await request("conversations.get", { conversationId });
  if (fetching !== current) return;
  fetching = null;
  if (result.ok) {
    const chat = liveChatFrom(result.value, performance.now());
    useChat.setState({ place: { type: "open", chat } });
    takeEvents(current.waiting);
    forgetSent(chat);
  } else if (result.error.code === "not-found" || useChat.getState().place.type !== "open") {
    // A chat on screen stays there while the host is disconnected.
    useChat.setState({ place: { type: "failed", conversationId, error: result.error } });
  }
}

/**
 * A message whose response was lost with the connection may have been stored. If so, its draft is removed.
 */
function forgetSent(chat: LiveChat): void {
  if (useChat.getState().sendFailure?.code !== "disconnected") return;
  const lastId = chat.branch.findLast((id) => chat.messages.get(id)?.role === "user");
  const last = lastId === undefined ? undefined : chat.messages.get(lastId);
  const key = draftKey(chat.head.id);
  if (!last || textOf(last).trim() !== draftOf(key).trim()) return;
  removeDraft(key);
  useChat.setState({ sendFailure: null });
}

function takeEvents(messages: readonly EventMessage[]): void {
  if (fetching !== null) {
    fetching.waiting.push(...messages);
    return;
  }
  const { place } = useChat.getState();
  if (place.type !== "open") return;
  let { chat } = place;
  for (const [index, message] of messages.entries()) {
    const applied = applyEvent(chat, message, performance.now());
    if (applied === "gone") {
      const error: Failure = { code: "not-found", message: "The chat was deleted", data: {} };
      useChat.setState({ place: { type: "failed", conversationId: chat.head.id, error } });
      return;
    }
    if (applied === "stale") {
      useChat.setState({ place: { type: "open", chat } });
      void fetchConversation(chat.head.id);
      takeEvents(messages.slice(index + 1));
      return;
    }
    chat = applied;
    if (message.event === "chat.ended") announceEnd(chat.messages.get(message.data.messageId));
  }
  if (chat !== place.chat) useChat.setState({ place: { type: "open", chat } });
}
