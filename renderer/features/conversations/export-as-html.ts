import type { ConversationSummary } from "../../../shared/chat/conversation.ts";
import { safeFileName } from "../../../shared/safe-file-name.ts";
import { describeFailure } from "../../i18n/describe-failure.ts";
import { getText } from "../../i18n/i18n.ts";
import type { Language } from "../../i18n/language.ts";
import { request } from "../../ipc/client.ts";
import { showFailure, showNews } from "../../toasts.ts";

/** Saves the branch of a chat that is shown as one HTML file, which the page makes itself: it draws the chat. */
export async function exportAsHtml({ id, title }: ConversationSummary, language: Language): Promise<void> {
  const found = await request("conversations.get", { conversationId: id });
  const text = getText();
  if (!found.ok) {
    const { title: failure, detail } = describeFailure(found.error, text);
    showFailure({ text: failure, detail, action: undefined });
    return;
  }
  const { chatAsHtml } = await import("./html/chat-as-html.tsx");
  const file = new Blob([await chatAsHtml(found.value.conversation, language)], { type: "text/html" });
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = `${safeFileName(title, "")}.html`;
  link.click();
  // The download reads it after the click.
  window.setTimeout(() => URL.revokeObjectURL(url), keptMs);
  showNews({ text: text.conversations.exported(title), detail: text.conversations.exportedDetail });
}

const keptMs = 60_000;
