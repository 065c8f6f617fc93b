import { exportUrl } from "../../ipc/private-url.ts";
import type { ConversationId } from "../../../shared/chat/message.ts";
import type { Language } from "../../i18n/language.ts";

/** Downloads a chat with its attachments; the browser or the system asks for the location. */
export function exportConversation(id: ConversationId, language: Language): void {
  const link = document.createElement("a");
  link.href = exportUrl(id, language);
  link.download = "";
  link.click();
}
