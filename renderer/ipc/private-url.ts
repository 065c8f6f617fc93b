import { exportPathOf, type ExportChoice } from "../../shared/chat/export-url.ts";
import type { ConversationId } from "../../shared/chat/message.ts";
import { keyParameter } from "../../shared/ipc/sign-in.ts";
import { mediaPathOf } from "../../shared/media/media-url.ts";
import { readPageKeys } from "./page-keys.ts";

/**
 * The URL of a stored file. In a browser it contains the key that proves that our own page asks, since an image
 * or a player sends no header of ours (ADR 26).
 */
export function mediaUrl(hash: string): string {
  return withKey(mediaPathOf(hash));
}

/** The URL of a chat's export. */
export function exportUrl(id: ConversationId, choice: ExportChoice): string {
  return withKey(exportPathOf(id, choice));
}

function withKey(path: string): string {
  const keys = readPageKeys();
  if (keys === null) return path;
  return `${path}${path.includes("?") ? "&" : "?"}${keyParameter}=${encodeURIComponent(keys.mediaKey)}`;
}
