import { create } from "zustand";
import type { ConversationSummary } from "../../../shared/chat/conversation.ts";
import type { ConversationId } from "../../../shared/chat/message.ts";
import type { AppSnapshot, EventMessage } from "../../../shared/ipc/contract.ts";
import type { Failure } from "../../../shared/ipc/result.ts";
import { describeFailure } from "../../i18n/describe-failure.ts";
import { getText } from "../../i18n/i18n.ts";
import { request } from "../../ipc/client.ts";
import { openConversation, replacePlace, useNavigation } from "../../navigation.ts";
import { showFailure, showNews } from "../../toasts.ts";
import {
  applyEvent,
  fromSnapshot,
  initialConversations,
  withConversation,
  withDeleted,
  type ConversationsState,
} from "./conversations-state.ts";

export const useConversations = create<ConversationsState>(() => initialConversations);

export function receiveSnapshot(snapshot: AppSnapshot): void {
  useConversations.setState(fromSnapshot(snapshot));
}

export function receiveEvent(message: EventMessage): void {
  useConversations.setState((state) => applyEvent(state, message));
}

export async function renameConversation(conversation: ConversationSummary, title: string): Promise<void> {
  const wanted = title.trim();
  if (wanted === "" || wanted === conversation.title) {
    return;
  }
  put({ ...conversation, title: wanted });
  const result = await request("conversations.rename", { conversationId: conversation.id, title: wanted });
  if (result.ok) {
    put(result.value);
  } else {
    put(conversation);
    reportFailure(result.error);
  }
}

/** Moves a chat to the recently deleted ones at once and offers Undo. If it is the open chat, a new one is shown instead. */
export async function deleteConversation(conversation: ConversationSummary): Promise<void> {
  const isOpen = useNavigation.getState().place.conversationId === conversation.id;
  useConversations.setState((state) => withDeleted(state, conversation.id, Date.now()));
  if (isOpen) {
    replacePlace(null);
  }
  const result = await request("conversations.delete", { conversationId: conversation.id });
  if (!result.ok) {
    put(conversation);
    reportFailure(result.error);
    return;
  }
  const text = getText();
  showNews({
    text: text.conversations.deleted(shorten(conversation.title)),
    action: {
      label: text.common.undo,
      perform: () => void restoreConversation(conversation.id, isOpen),
    },
  });
}

/** Deletes all chats for good. False: the host could not do it, which was reported. */
export async function deleteAllConversations(): Promise<boolean> {
  const result = await request("conversations.deleteAll", {});
  if (!result.ok) {
    reportFailure(result.error);
    return false;
  }
  useConversations.setState({ conversations: [], deleted: [], runs: [] });
  if (useNavigation.getState().place.conversationId !== null) {
    replacePlace(null);
  }
  return true;
}

/** Deletes a recently deleted chat, or all of them (null), for good. */
export async function eraseDeleted(conversationId: ConversationId | null): Promise<void> {
  const result = await request("conversations.erase", { conversationId });
  if (!result.ok) reportFailure(result.error);
}

export async function restoreConversation(conversationId: ConversationId, reopen: boolean): Promise<void> {
  const result = await request("conversations.restore", { conversationId });
  if (!result.ok) {
    reportFailure(result.error);
    return;
  }
  put(result.value);
  if (reopen) {
    openConversation(conversationId);
  }
}

function put(conversation: ConversationSummary): void {
  useConversations.setState((state) => withConversation(state, conversation));
}

function reportFailure(failure: Failure): void {
  const words = describeFailure(failure, getText());
  showFailure({ text: words.title, detail: words.detail });
}

function shorten(title: string): string {
  return title.length <= 40 ? title : `${title.slice(0, 39).trimEnd()}…`;
}
