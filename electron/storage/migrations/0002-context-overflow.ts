import type { Migration } from "./migration.ts";

/** `context_start_id` is a hint without a foreign key, like a conversation's `active_leaf_id`. */
export const contextOverflow: Migration = {
  version: 2,
  sql: `
    ALTER TABLE messages ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1));
    ALTER TABLE messages ADD COLUMN context_start_id TEXT;
  `,
};
