import type { Database } from "../storage/database.ts";

/** The hashes of all stored files that a message uses: originals, thumbnails and prepared pieces. */
export function hashesInUse(database: Database): ReadonlySet<string> {
  const rows = database
    .prepare<{ hash: string }>(
      `SELECT media_hash AS hash FROM parts WHERE media_hash IS NOT NULL
       UNION SELECT media_details ->> 'thumbnailHash' FROM parts
         WHERE media_hash IS NOT NULL AND media_details ->> 'thumbnailHash' IS NOT NULL
       UNION SELECT piece.value ->> 'hash' FROM parts, json_each(parts.media_details, '$.prepared') AS piece
         WHERE media_hash IS NOT NULL`,
    )
    .all();
  return new Set(rows.map(({ hash }) => hash));
}
