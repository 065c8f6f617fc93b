import type { ConversationSummary } from "./conversation.ts";

/** A deleted chat that can still be restored. */
export interface DeletedConversation extends ConversationSummary {
  readonly deletedAtMs: number;
}

/** How long a deleted chat can be restored. */
export const recentlyDeletedDays = 30;

/** Chats that were deleted at this time or before are gone for good. */
export function erasedUntilMs(nowMs: number): number {
  return nowMs - recentlyDeletedDays * 24 * 3_600_000;
}
