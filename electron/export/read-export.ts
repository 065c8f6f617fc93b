import type { ConversationService } from "../chat/conversation-service.ts";
import { AppError } from "../../shared/ipc/result.ts";
import type { MediaStore } from "../media/media-store.ts";
import { exportChat, exportChatAsJson } from "./export-chat.ts";
import type { Readable } from "node:stream";

export interface ExportAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly sizeBytes: number;
  readonly bytes: Readable;
}

/**
 * Reads the download of a chat, for both hosts; null when there is no such chat.
 * @param query `language`, `format` and `zone`, as `exportPathOf` writes them
 */
export type ReadExport = (conversationId: string, query: URLSearchParams) => ExportAnswer | null;

export function exportReader(conversations: ConversationService, store: MediaStore): ReadExport {
  return (conversationId, query) => {
    try {
      const { conversation } = conversations.get(conversationId);
      const { fileName, mediaType, sizeBytes, bytes } =
        query.get("format") === "json"
          ? exportChatAsJson(conversation)
          : exportChat(conversation, store, query.get("language"), query.get("zone"));
      return { headers: downloadHeaders(fileName, mediaType), sizeBytes, bytes };
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === "not-found") return null;
      throw thrown;
    }
  };
}

function downloadHeaders(fileName: string, mediaType: string): Record<string, string> {
  // RFC 8187 allows fewer characters than encodeURIComponent leaves unescaped.
  const name = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  );
  return {
    "Content-Type": mediaType,
    "Content-Disposition": `attachment; filename*=UTF-8''${name}`,
    "Cache-Control": "no-store",
  };
}
