import type { ConversationId } from "./message.ts";

/** Below it, the id of the chat to download. */
export const exportPath = "/export/";

/** Where the page gets a chat as a file, in both hosts; the few words around what was said are in this language. */
export function exportUrl(id: ConversationId, language: string): string {
  return `${exportPath}${encodeURIComponent(id)}?language=${encodeURIComponent(language)}`;
}
