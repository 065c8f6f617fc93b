import type { Message } from "../../../../shared/chat/message.ts";
import type { TextPart } from "../../../../shared/chat/message-part.ts";
import { getText } from "../../../i18n/i18n.ts";
import { request } from "../../../ipc/client.ts";
import { showNews } from "../../../toasts.ts";
import { beginEdit, draftOf, editKey, removeDraft, useDrafts } from "./drafts.ts";
import { reportFailure } from "./report-failure.ts";

/** The parts of a reply that the user can rewrite. Receipts and transcripts are corrected in their views. */
export function editableParts({ parts }: Message): readonly TextPart[] {
  return parts.filter((part) => part.type === "text" && part.text.trim() !== "") as readonly TextPart[];
}

export function canEditReply(message: Message): boolean {
  return (
    message.role === "assistant" && message.status.type !== "streaming" && editableParts(message).length > 0
  );
}

export function editReply(message: Message): void {
  for (const { id, text } of editableParts(message)) beginEdit(id, text);
}

export function cancelReplyEdit(message: Message): void {
  for (const { id } of editableParts(message)) removeDraft(editKey(id));
}

export function useIsEditingReply(message: Message): boolean {
  return useDrafts(
    ({ texts }) =>
      message.role === "assistant" && message.parts.some(({ id }) => texts[editKey(id)] !== undefined),
  );
}

/** Replaces the texts of a reply by the edited ones and offers Undo. The edits stay where that fails. */
export async function saveReplyEdit(message: Message): Promise<void> {
  const before = editableParts(message);
  const changed = before
    .map(({ id, text }) => ({ id, text, edited: draftOf(editKey(id)) }))
    .filter(({ text, edited }) => edited !== text);
  const isSaved = await replaceTexts(
    message,
    changed.map(({ id, edited }) => ({ id, text: edited })),
  );
  if (!isSaved) return;
  cancelReplyEdit(message);
  if (changed.length === 0) return;
  const text = getText();
  showNews({
    text: text.chat.messageMenu.edited,
    action: { label: text.common.undo, perform: () => void replaceTexts(message, changed) },
  });
}

async function replaceTexts(
  { id: messageId }: Message,
  texts: readonly Pick<TextPart, "id" | "text">[],
): Promise<boolean> {
  for (const { id: partId, text } of texts) {
    const result = await request("chat.correct", { messageId, partId, text });
    if (!result.ok) {
      reportFailure(result.error);
      return false;
    }
  }
  return true;
}
