import type { ConversationSummary } from "../../../shared/chat/conversation.ts";
import type { ExportFormat } from "../../../shared/chat/export-url.ts";
import { getText } from "../../i18n/i18n.ts";
import type { Language } from "../../i18n/language.ts";
import { exportUrl } from "../../ipc/private-url.ts";
import { showNews } from "../../toasts.ts";

/** Downloads a chat with its attachments; the browser or the system asks for the location, or knows it. */
export function exportConversation(
  { id, title }: ConversationSummary,
  format: ExportFormat,
  language: Language,
): void {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const link = document.createElement("a");
  link.href = exportUrl(id, { format, language, timeZone });
  link.download = "";
  link.click();
  const { exported, exportedDetail } = getText().conversations;
  showNews({ text: exported(title), detail: exportedDetail });
}
