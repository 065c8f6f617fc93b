import type { Migration } from "./migration.ts";

/**
 * A deleted message keeps its place in the tree, so that it can come back; those that follow it count as
 * answers to the nearest one before it that is not deleted.
 */
export const deletedMessages: Migration = {
  version: 6,
  sql: `
    ALTER TABLE messages ADD COLUMN deleted_at_ms INTEGER;
    CREATE INDEX messages_deleted ON messages (deleted_at_ms) WHERE deleted_at_ms IS NOT NULL;
  `,
};
