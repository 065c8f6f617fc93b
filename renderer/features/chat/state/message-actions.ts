import type { Message, MessageId } from "../../../../shared/chat/message.ts";
import type { RouteInput } from "../../../../shared/ipc/contract.ts";
import { getText } from "../../../i18n/i18n.ts";
import { request } from "../../../ipc/client.ts";
import { openConversation } from "../../../navigation.ts";
import { showNews } from "../../../toasts.ts";
import { focusComposer } from "../composer/focus-composer.ts";
import { reportFailure } from "./report-failure.ts";

/** Opens a new chat that begins with the messages up to this one. */
export async function forkChat(messageId: MessageId): Promise<void> {
  const result = await request("conversations.fork", { messageId });
  if (result.ok) openConversation(result.value.id);
  else reportFailure(result.error);
}

/** Deletes a message, or a message with all that follow it, and offers Undo. */
export async function deleteMessage(
  message: Message,
  scope: RouteInput<"chat.delete">["scope"],
): Promise<void> {
  focusComposer();
  const result = await request("chat.delete", { messageId: message.id, scope });
  if (!result.ok) {
    reportFailure(result.error);
    return;
  }
  const deleted = result.value;
  const text = getText();
  showNews({
    text: text.chat.messageMenu.deleted(deleted.messageIds.length),
    action: {
      label: text.common.undo,
      perform: () =>
        void request("chat.restore", { ...deleted, messageIds: [...deleted.messageIds] }).then((restored) => {
          if (!restored.ok) reportFailure(restored.error);
        }),
    },
  });
}
