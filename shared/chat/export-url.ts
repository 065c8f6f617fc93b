import type { ConversationId } from "./message.ts";

/** Path prefix, followed by the id of the chat to export. */
export const exportPath = "/export/";

/** URL of a chat's export, in the window and in serve mode. Headings in the file are in `language`. */
export function exportPathOf(id: ConversationId, language: string): string {
  return `${exportPath}${encodeURIComponent(id)}?language=${encodeURIComponent(language)}`;
}
