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

/** A download of a chat, as both hosts answer it; null: there is no such chat. */
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
  // RFC 8187; what encodeURIComponent leaves and that does not allow is encoded too.
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
