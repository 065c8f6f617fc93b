import type { Migration } from "./migration.ts";

/** A reply of several answers is complete even if one of them was cut off, so this is recorded per part. */
export const cutParts: Migration = {
  version: 4,
  sql: `ALTER TABLE parts ADD COLUMN cut INTEGER NOT NULL DEFAULT 0 CHECK (cut IN (0, 1));`,
};
