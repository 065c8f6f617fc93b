import type { Migration } from "./migration.ts";

/**
 * `seq` orders messages by time and is their rowid in the search index. A parent belongs to the same
 * conversation. The parent's foreign key does not cascade, because a chat longer than SQLite's limit of 1000
 * cascading levels could not be deleted; it is deferred, so that a whole conversation can be deleted at once.
 * `active_leaf_id` is a hint and has no foreign key. Code that deletes messages removes them from the search
 * index too: a trigger would do it row by row, twenty times slower.
 */
export const conversations: Migration = {
  version: 1,
  sql: `
    CREATE TABLE conversations (
      id TEXT PRIMARY KEY NOT NULL,
      title TEXT NOT NULL,
      title_source TEXT NOT NULL CHECK (title_source IN ('message', 'person')),
      created_at_ms INTEGER NOT NULL,
      updated_at_ms INTEGER NOT NULL,
      deleted_at_ms INTEGER,
      active_leaf_id TEXT,
      model_id TEXT NOT NULL,
      model_name TEXT NOT NULL,
      settings TEXT NOT NULL CHECK (json_valid(settings))
    ) STRICT;
    CREATE INDEX conversations_by_update ON conversations (updated_at_ms) WHERE deleted_at_ms IS NULL;

    CREATE TABLE messages (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      conversation_id TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
      parent_id TEXT,
      role TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
      created_at_ms INTEGER NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('complete', 'streaming', 'incomplete', 'failed')),
      status_reason TEXT,
      status_error TEXT CHECK (status_error IS NULL OR json_valid(status_error)),
      model_name TEXT,
      stats TEXT CHECK (stats IS NULL OR json_valid(stats)),
      reasoning_open INTEGER NOT NULL DEFAULT 0 CHECK (reasoning_open IN (0, 1)),
      UNIQUE (conversation_id, id),
      FOREIGN KEY (conversation_id, parent_id) REFERENCES messages (conversation_id, id)
        DEFERRABLE INITIALLY DEFERRED,
      CHECK ((status = 'incomplete') = (status_reason IS NOT NULL)),
      CHECK ((status = 'failed') = (status_error IS NOT NULL))
    ) STRICT;
    CREATE INDEX messages_by_conversation ON messages (conversation_id, seq);
    CREATE INDEX messages_by_parent ON messages (conversation_id, parent_id);
    CREATE INDEX messages_streaming ON messages (seq) WHERE status = 'streaming';

    CREATE TABLE parts (
      id INTEGER PRIMARY KEY,
      message_seq INTEGER NOT NULL REFERENCES messages (seq) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      type TEXT NOT NULL CHECK (type IN ('text', 'thought', 'media')),
      text TEXT,
      duration_ms INTEGER,
      media_kind TEXT CHECK (media_kind IN ('image', 'audio', 'video')),
      media_hash TEXT,
      media_type TEXT,
      media_name TEXT,
      UNIQUE (message_seq, position),
      CHECK ((type = 'media') = (media_hash IS NOT NULL)),
      CHECK ((type = 'media') = (text IS NULL))
    ) STRICT;
    CREATE INDEX parts_by_media ON parts (media_hash) WHERE media_hash IS NOT NULL;

    CREATE VIRTUAL TABLE message_search USING fts5 (
      text, content = '', contentless_delete = 1, tokenize = 'trigram remove_diacritics 1'
    );
  `,
};
