import type { Message } from "../../shared/chat/message.ts";
import type { FileContent, MediaContent, MessagePart, UnknownPart } from "../../shared/chat/message-part.ts";
import { safeFileName } from "../../shared/safe-file-name.ts";

/** What becomes a file of its own in the archive. */
export type Exportable = MediaContent | FileContent | UnknownPart;

/** A file of an exported chat, beside its text. */
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
  readonly nameOf: (exportable: Exportable) => string;
}

/**
 * What was attached to these messages or returned by tools, and the payloads of parts of newer versions. The
 * names are numbered, so that equal ones do not collide.
 */
export function exportFiles(messages: readonly Message[]): ExportFiles {
  const byKey = new Map<string, ExportFile>();
  for (const exportable of messages.flatMap(({ parts }) => parts).flatMap(exportablesIn)) {
    const key = keyOf(exportable);
    if (byKey.has(key)) continue;
    const number = String(byKey.size + 1).padStart(2, "0");
    byKey.set(key, {
      name: `attachments/${number} ${fileNameOf(exportable)}`,
      content: contentOf(exportable),
    });
  }
  return { files: [...byKey.values()], nameOf: (exportable) => byKey.get(keyOf(exportable))?.name ?? "" };
}

function exportablesIn(part: MessagePart): readonly Exportable[] {
  if (part.type === "tool-result") return part.media ?? [];
  return part.type === "media" || part.type === "file" || part.type === "unknown" ? [part] : [];
}

function keyOf(exportable: Exportable): string {
  switch (exportable.type) {
    case "media":
      return exportable.hash;
    case "file":
      return `${exportable.name}\n${exportable.text}`;
    case "unknown":
      return `${exportable.storedType}\n\n${exportable.id}`;
  }
}

function fileNameOf(exportable: Exportable): string {
  switch (exportable.type) {
    case "media":
      return safeFileName(exportable.name, exportable.mediaType);
    case "file":
      return safeFileName(exportable.name, "text/plain");
    case "unknown":
      return safeFileName(`${exportable.storedType}.json`, "application/json");
  }
}

function contentOf(exportable: Exportable): ExportFile["content"] {
  switch (exportable.type) {
    case "media":
      return { type: "stored", hash: exportable.hash, sizeBytes: exportable.sizeBytes };
    case "file":
      return { type: "text", text: exportable.text };
    case "unknown":
      return { type: "text", text: `${JSON.stringify(exportable.payload, null, 2)}\n` };
  }
}
