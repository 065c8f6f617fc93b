import type { PartId, ReasoningPart } from "../../../../shared/chat/message-part.ts";
import type { MessageId } from "../../../../shared/chat/message.ts";
import { applyPartChange } from "../../../../shared/chat/part-event.ts";
import { request } from "../../../ipc/client.ts";
import { updateChat, useChat } from "./chat-store.ts";
import { withMessage, type LiveChat } from "./live-chat.ts";
import { reportFailure } from "./report-failure.ts";

export async function openReasoning(
  messageId: MessageId,
  part: ReasoningPart,
  isOpen: boolean,
): Promise<void> {
  useChat.setState(({ reasoningOpen }) => ({ reasoningOpen: { ...reasoningOpen, [part.id]: isOpen } }));
  updateChat((chat) => withReasoningOpen(chat, messageId, part.id, isOpen));
  // A failure is ignored: the panel only opens in its earlier state the next time.
  await request("chat.setReasoningOpen", { messageId, partId: part.id, isOpen });
}

function withReasoningOpen(chat: LiveChat, messageId: MessageId, partId: PartId, isOpen: boolean): LiveChat {
  const message = chat.messages.get(messageId);
  const part = message?.parts.find((each) => each.id === partId);
  if (!message || part?.type !== "reasoning") return chat;
  const { isOpen: _wasOpen, ...rest } = part;
  const change = { type: "part-updated", part: isOpen ? { ...rest, isOpen } : rest } as const;
  return withMessage(chat, { ...message, parts: applyPartChange(message.parts, change) });
}

/** Ends the reasoning of a reply; its answer follows. */
export async function answerNow(runId: string): Promise<void> {
  const result = await request("chat.answerNow", { runId });
  if (!result.ok) reportFailure(result.error);
}
