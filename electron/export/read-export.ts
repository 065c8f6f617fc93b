import type { ConversationService } from "../chat/conversation-service.ts";
import { AppError } from "../../shared/ipc/result.ts";
import type { MediaStore } from "../media/media-store.ts";
import { exportChat } from "./export-chat.ts";
import type { Readable } from "node:stream";

export interface ExportAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly sizeBytes: number;
  readonly bytes: Readable;
}

/** Reads the download of a chat, for both hosts; null when there is no such chat. */
export type ReadExport = (conversationId: string, language: string | null) => ExportAnswer | null;

export function exportReader(conversations: ConversationService, store: MediaStore): ReadExport {
  return (conversationId, language) => {
    try {
      const { conversation } = conversations.get(conversationId);
      const { fileName, sizeBytes, bytes } = exportChat(conversation, store, language);
      return { headers: downloadHeaders(fileName), sizeBytes, bytes };
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === "not-found") return null;
      throw thrown;
    }
  };
}

function downloadHeaders(fileName: string): Record<string, string> {
  // RFC 8187 allows fewer characters than encodeURIComponent leaves unescaped.
  const name = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  );
  return {
    "Content-Type": "application/zip",
    "Content-Disposition": `attachment; filename*=UTF-8''${name}`,
    "Cache-Control": "no-store",
  };
}
