import { erasedUntilMs } from "../../shared/chat/recently-deleted.ts";
import type { Database } from "../storage/database.ts";

/** The stored files that messages refer to: originals, thumbnails, and what the model is given. */
export interface HashesInUse {
  /** In chats that are not deleted, or can be restored. */
  readonly kept: ReadonlySet<string>;
  /** In chats that are deleted for good. */
  readonly deleted: ReadonlySet<string>;
}

/**
 * A hash is found wherever the payload of a part has it, alone or in a link, so that the files of parts of
 * newer versions count too. Only the text that a model generated, or a user wrote, is not searched.
 */
export function hashesInUse(database: Database, nowMs: number): HashesInUse {
  const strings = database.prepare<{ isDeleted: number; name: string | null; value: string | null }>(`
    SELECT coalesce(conversations.deleted_at_ms <= ?, 0) AS isDeleted,
      iif(length(leaf.key) >= 64, leaf.key, NULL) AS name, iif(leaf.type = 'text', leaf.value, NULL) AS value
    FROM parts
    JOIN messages ON messages.seq = parts.message_seq
    JOIN conversations ON conversations.id = messages.conversation_id
    JOIN json_tree(parts.payload) AS leaf
    WHERE (leaf.type = 'text' AND length(leaf.value) >= 64 OR length(leaf.key) >= 64)
      AND NOT (leaf.fullkey = '$.text' AND parts.type IN ('text', 'reasoning', 'receipt', 'transcript', 'file'))`);
  const kept = new Set<string>();
  const deleted = new Set<string>();
  for (const { isDeleted, name, value } of strings.all(erasedUntilMs(nowMs))) {
    const hashes = `${name ?? ""} ${value ?? ""}`.match(/[0-9a-f]{64}/g) ?? [];
    for (const hash of hashes) (isDeleted === 1 ? deleted : kept).add(hash);
  }
  return { kept, deleted };
}
