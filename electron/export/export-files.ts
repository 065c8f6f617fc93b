import { attachmentsOf, type Message } from "../../shared/chat/message.ts";
import type { Attachment } from "../../shared/chat/message-part.ts";
import { safeFileName } from "./safe-file-name.ts";

/** An attachment in the archive of an exported chat. */
export interface ExportFile {
  /** The path in the archive, with forward slashes. */
  readonly name: string;
  readonly content:
    | { readonly type: "stored"; readonly hash: string; readonly sizeBytes: number }
    | { readonly type: "text"; readonly text: string };
}

export interface ExportFiles {
  /** Each original once, however often it is attached. */
  readonly files: readonly ExportFile[];
  readonly nameOf: (attachment: Attachment) => string;
}

/** The attachments of these messages, numbered so that their names are unique. */
export function exportFiles(messages: readonly Message[]): ExportFiles {
  const byKey = new Map<string, ExportFile>();
  for (const attachment of messages.flatMap(attachmentsOf)) {
    const key = keyOf(attachment);
    if (byKey.has(key)) continue;
    const number = String(byKey.size + 1).padStart(2, "0");
    const mediaType = attachment.type === "media" ? attachment.mediaType : "text/plain";
    const name = `attachments/${number} ${safeFileName(attachment.name, mediaType)}`;
    byKey.set(key, { name, content: contentOf(attachment) });
  }
  return { files: [...byKey.values()], nameOf: (attachment) => byKey.get(keyOf(attachment))?.name ?? "" };
}

function keyOf(attachment: Attachment): string {
  return attachment.type === "media" ? attachment.hash : `${attachment.name}\n${attachment.text}`;
}

function contentOf(attachment: Attachment): ExportFile["content"] {
  return attachment.type === "media"
    ? { type: "stored", hash: attachment.hash, sizeBytes: attachment.sizeBytes }
    : { type: "text", text: attachment.text };
}
