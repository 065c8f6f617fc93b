import type { Migration } from "./migration.ts";

/**
 * A part is its id, its status, and a JSON payload that its type defines. The list of types is not checked,
 * so that parts of newer versions can be kept. Positions count from 0 without gaps.
 *
 * What was generated for one image or clip gets a type of its own; where the question had nothing of that
 * kind attached, the reply was an ordinary one. Format 4 does not tell whether the last part of a reply that
 * was cut off is whole: it counts as incomplete.
 */
export const orderedParts: Migration = {
  version: 5,
  sql: `
    CREATE TABLE new_parts (
      id TEXT NOT NULL UNIQUE,
      message_seq INTEGER NOT NULL REFERENCES messages (seq) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      type TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('streaming', 'complete', 'incomplete')),
      payload TEXT NOT NULL CHECK (json_valid(payload) AND json_type(payload) = 'object'),
      UNIQUE (message_seq, position)
    ) STRICT;

    WITH piece_replies (seq, each) AS MATERIALIZED (
      SELECT DISTINCT reply.seq, reply.task ->> '$.each'
      FROM messages AS reply
      JOIN messages AS question
        ON question.conversation_id = reply.conversation_id AND question.id = reply.parent_id
      JOIN parts AS attached ON attached.message_seq = question.seq AND attached.type = 'media'
      JOIN json_each(attached.media_details, '$.prepared') AS piece
      WHERE reply.role = 'assistant'
        AND CASE reply.task ->> '$.each'
          WHEN 'image' THEN attached.media_kind = 'image' AND piece.value ->> '$.kind' = 'image'
          WHEN 'clip' THEN piece.value ->> '$.kind' = 'audio'
          ELSE FALSE
        END
    )
    INSERT INTO new_parts (id, message_seq, position, type, status, payload)
      SELECT
        lower(hex(randomblob(16))),
        parts.message_seq,
        row_number() OVER (PARTITION BY parts.message_seq ORDER BY parts.position) - 1,
        CASE
          WHEN parts.type = 'thought' THEN 'reasoning'
          WHEN parts.type = 'text' AND piece_replies.each = 'image' THEN 'receipt'
          WHEN parts.type = 'text' AND piece_replies.each = 'clip' THEN 'transcript'
          ELSE parts.type
        END,
        CASE
          WHEN messages.role = 'user' THEN 'complete'
          WHEN parts.cut = 1 THEN 'incomplete'
          WHEN messages.status = 'complete' THEN 'complete'
          WHEN parts.position < max(parts.position) OVER (PARTITION BY parts.message_seq) THEN 'complete'
          WHEN messages.status = 'streaming' THEN 'streaming'
          ELSE 'incomplete'
        END,
        CASE parts.type
          WHEN 'media' THEN json_set(
            CASE json_type(parts.media_details) WHEN 'object' THEN parts.media_details ELSE '{}' END,
            '$.kind', parts.media_kind, '$.hash', parts.media_hash, '$.name', parts.name)
          WHEN 'file' THEN json_object('name', parts.name, 'text', parts.text)
          WHEN 'thought' THEN
            CASE messages.reasoning_open
              WHEN 1 THEN json_object('text', parts.text, 'durationMs', parts.duration_ms, 'isOpen', json('true'))
              ELSE json_object('text', parts.text, 'durationMs', parts.duration_ms)
            END
          ELSE json_object('text', parts.text)
        END
      FROM parts
      JOIN messages ON messages.seq = parts.message_seq
      LEFT JOIN piece_replies ON piece_replies.seq = parts.message_seq
      ORDER BY parts.message_seq, parts.position;

    DROP TABLE parts;
    ALTER TABLE new_parts RENAME TO parts;

    UPDATE messages SET status_reason = 'ended-in-reasoning' WHERE status_reason = 'ended-in-thought';
    ALTER TABLE messages DROP COLUMN reasoning_open;

    -- The search index kept the text of messages that were corrected to nothing.
    DELETE FROM message_search WHERE rowid IN (
      SELECT seq FROM messages WHERE NOT EXISTS (
        SELECT 1 FROM parts WHERE message_seq = messages.seq
          AND type IN ('text', 'receipt', 'transcript') AND payload ->> '$.text' <> ''));
  `,
};
