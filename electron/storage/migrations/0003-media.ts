import type { Migration } from "./migration.ts";

/**
 * `parts` is rebuilt, because SQLite cannot change the checks of a table: text files are a new type, and the
 * details of media that no SQL query uses are one JSON value. No media were stored before this version.
 */
export const media: Migration = {
  version: 3,
  sql: `
    ALTER TABLE messages ADD COLUMN task TEXT CHECK (task IS NULL OR json_valid(task));

    CREATE TABLE new_parts (
      id INTEGER PRIMARY KEY,
      message_seq INTEGER NOT NULL REFERENCES messages (seq) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      type TEXT NOT NULL CHECK (type IN ('text', 'thought', 'media', 'file')),
      text TEXT,
      duration_ms INTEGER,
      name TEXT,
      media_kind TEXT CHECK (media_kind IN ('image', 'audio', 'video')),
      media_hash TEXT,
      media_details TEXT CHECK (media_details IS NULL OR json_valid(media_details)),
      UNIQUE (message_seq, position),
      CHECK ((type = 'media') = (media_hash IS NOT NULL)),
      CHECK ((type = 'media') = (media_kind IS NOT NULL)),
      CHECK ((type = 'media') = (media_details IS NOT NULL)),
      CHECK ((type = 'media') = (text IS NULL)),
      CHECK ((type IN ('media', 'file')) = (name IS NOT NULL))
    ) STRICT;
    INSERT INTO new_parts (id, message_seq, position, type, text, duration_ms)
      SELECT id, message_seq, position, type, text, duration_ms FROM parts WHERE type <> 'media';
    DROP TABLE parts;
    ALTER TABLE new_parts RENAME TO parts;
    CREATE INDEX parts_by_media ON parts (media_hash) WHERE media_hash IS NOT NULL;
  `,
};
