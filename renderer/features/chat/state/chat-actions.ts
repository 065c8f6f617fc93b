import type { ChatSettings } from "../../../../shared/chat/chat-settings.ts";
import { newestLeafBelow } from "../../../../shared/chat/message-tree.ts";
import {
  ownTextOf,
  type ConversationId,
  type Message,
  type MessageId,
} from "../../../../shared/chat/message.ts";
import type { SentMessage } from "../../../../shared/ipc/chat-routes.ts";
import type { Result } from "../../../../shared/ipc/result.ts";
import type { Model } from "../../../../shared/models/model.ts";
import { request } from "../../../ipc/client.ts";
import { noTask, nothingAttached, type TakenAttachments, type TakenTask } from "../chat-host.ts";
import {
  conversationIdOf,
  openChatOf,
  refetch,
  showConversation,
  updateChat,
  useChat,
} from "./chat-store.ts";
import { beginEdit, draftKey, draftOf, editKey, removeDraft, removeSent } from "./drafts.ts";
import { currentRunOf, withHead, withMessage } from "./live-chat.ts";
import { newChatSettings, type NewChatDefaults } from "./new-chat-settings.ts";
import { reportFailure } from "./report-failure.ts";

/**
 * Sends the draft with its attachments. Both are removed from the message box only after the host has
 * accepted them.
 * Returns the id of the chat when this message created it.
 */
export async function sendDraft(
  defaults: NewChatDefaults,
  { attachments, onSent }: TakenAttachments = nothingAttached,
  taken: TakenTask = noTask,
): Promise<ConversationId | null> {
  const state = useChat.getState();
  const conversationId = conversationIdOf(state);
  const key = draftKey(conversationId);
  const text = draftOf(key);
  const isEmpty = text.trim() === "" && attachments.length === 0;
  if (isEmpty || state.sendingFrom.includes(key)) return null;
  useChat.setState({ sendingFrom: [...state.sendingFrom, key], sendFailure: null });
  const settings = openChatOf(state)?.head.settings ?? newChatSettings(state.newChatSettings, defaults);
  const { modelId } = defaults;
  const { task, prompt } = taken;
  const message = { conversationId, text, prompt, attachments: [...attachments], modelId, settings, task };
  const result = await request("chat.send", message);
  useChat.setState(({ sendingFrom }) => ({ sendingFrom: sendingFrom.filter((other) => other !== key) }));
  if (!result.ok) {
    if (conversationIdOf(useChat.getState()) === conversationId)
      useChat.setState({ sendFailure: result.error });
    else reportFailure(result.error);
    return null;
  }
  removeSent(key, text);
  onSent();
  taken.onSent();
  if (conversationId !== null) {
    showBranchOf(result.value);
    return null;
  }
  useChat.setState({ newChatSettings: {} });
  // The user may have opened another chat in the meantime.
  if (useChat.getState().place.type !== "new") return null;
  await showConversation(result.value.conversation.id);
  return result.value.conversation.id;
}

export function editMessage(message: Message): void {
  beginEdit(message.id, ownTextOf(message));
}

export function cancelEdit(messageId: MessageId): void {
  removeDraft(editKey(messageId));
}

/** The edited text stays in its box until the host has accepted it. */
export async function sendEdit(
  messageId: MessageId,
  attachments: TakenAttachments["attachments"],
): Promise<Result<SentMessage>> {
  const text = draftOf(editKey(messageId));
  const result = await request("chat.edit", { messageId, text, attachments: [...attachments] });
  if (result.ok) {
    cancelEdit(messageId);
    showBranchOf(result.value);
  }
  return result;
}

/** Replies with a pending request, so that a double click sends one. */
const regenerating = new Set<MessageId>();

/** Also called by Retry. */
export async function regenerate(messageId: MessageId): Promise<void> {
  if (regenerating.has(messageId)) return;
  regenerating.add(messageId);
  const result = await request("chat.regenerate", { messageId });
  regenerating.delete(messageId);
  if (result.ok) showBranchOf(result.value);
  else reportFailure(result.error);
}

/** Continues a reply that was cut off. */
export async function resume(messageId: MessageId): Promise<void> {
  const result = await request("chat.resume", { messageId });
  if (!result.ok) reportFailure(result.error);
}

/** Stops the reply of the open chat. False when none is being generated. */
export function stopReply(): boolean {
  const chat = openChatOf(useChat.getState());
  const live = chat && currentRunOf(chat);
  if (!live) return false;
  void request("chat.stop", { runId: live.run.runId }).then((result) => {
    if (!result.ok) reportFailure(result.error);
  });
  return true;
}

export async function showAlternative(messageId: MessageId): Promise<void> {
  const chat = openChatOf(useChat.getState());
  if (!chat) return;
  const activeLeafId = newestLeafBelow(chat.tree, messageId);
  updateChat((open) => withHead(open, { ...open.head, activeLeafId }));
  const result = await request("conversations.showBranch", { conversationId: chat.head.id, messageId });
  if (!result.ok) {
    reportFailure(result.error);
    await refetch();
  }
}

/**
 * Pins a user message and its reply to the context window, or unpins them. Updates the page before the host
 * answers.
 */
export async function pin(message: Message, isPinned: boolean): Promise<void> {
  updateChat((chat) => {
    const known = chat.messages.get(message.id);
    return known ? withMessage(chat, { ...known, isPinned }) : chat;
  });
  const result = await request("chat.setPinned", { messageId: message.id, isPinned });
  if (!result.ok) {
    reportFailure(result.error);
    await refetch();
  }
}

/**
 * Changes settings of the open chat. Updates the page before the host answers, and reverts if the host
 * refuses.
 */
export async function configure(change: Partial<ChatSettings>): Promise<void> {
  const chat = openChatOf(useChat.getState());
  if (!chat) {
    useChat.setState((state) => ({ newChatSettings: { ...state.newChatSettings, ...change } }));
    return;
  }
  updateChat((open) => withHead(open, { ...open.head, settings: { ...open.head.settings, ...change } }));
  const result = await request("conversations.configure", {
    conversationId: chat.head.id,
    settings: change,
  });
  if (!result.ok) {
    reportFailure(result.error);
    await refetch();
  }
}

/** Switches the open chat to another model. */
export async function switchModel(model: Pick<Model, "id" | "name">): Promise<void> {
  const chat = openChatOf(useChat.getState());
  if (!chat) return;
  updateChat((open) => withHead(open, { ...open.head, modelId: model.id, modelName: model.name }));
  const result = await request("conversations.configure", {
    conversationId: chat.head.id,
    modelId: model.id,
  });
  if (!result.ok) {
    reportFailure(result.error);
    await refetch();
  }
}

function showBranchOf(sent: SentMessage): void {
  updateChat((chat) =>
    chat.head.id === sent.conversation.id
      ? withHead(chat, { ...chat.head, activeLeafId: sent.replyId })
      : chat,
  );
}
