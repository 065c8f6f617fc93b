import type { Migration } from "./migrations.ts";

/** `context_start_id` is a hint, as a conversation's `active_leaf_id` is: it has no foreign key. */
export const contextOverflow: Migration = {
  version: 2,
  sql: `
    ALTER TABLE messages ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1));
    ALTER TABLE messages ADD COLUMN context_start_id TEXT;
  `,
};
