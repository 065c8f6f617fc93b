import type { MessageId } from "../../../shared/chat/message.ts";
import type { MessagePart } from "../../../shared/chat/message-part.ts";
import type { Database } from "../../storage/database.ts";
import { isDamage } from "../../storage/storage-failure.ts";
import { partOf, type PartRow } from "../part-rows.ts";
import { searchableTextOf } from "./searchable-text.ts";

/**
 * The trigram index of message texts (`message_search` in the schema). It can be rebuilt from the messages,
 * so damage to it is repaired and never makes a chat unusable.
 */
export class SearchIndex {
  readonly #database: Database;
  readonly #put;
  readonly #remove;
  readonly #removeErased;

  constructor(database: Database) {
    this.#database = database;
    this.#put = database.prepare(
      "INSERT OR REPLACE INTO message_search (rowid, text) SELECT seq, ? FROM messages WHERE id = ? AND deleted_at_ms IS NULL",
    );
    this.#remove = database.prepare(
      "DELETE FROM message_search WHERE rowid = (SELECT seq FROM messages WHERE id = ?)",
    );
    this.#removeErased = database.prepare(`
      DELETE FROM message_search WHERE rowid IN (
        SELECT seq FROM messages JOIN conversations ON conversations.id = messages.conversation_id
        WHERE conversations.deleted_at_ms <= ?)`);
  }

  /** Indexes a message as it is now, in place of what it was. */
  put(id: MessageId, parts: readonly MessagePart[]): void {
    const text = searchableTextOf({ parts }).normalize("NFC");
    this.repairing(() => (text === "" ? this.#remove.run(id) : this.#put.run(text, id)));
  }

  /** Must be called before the chats that were deleted at this time or before are removed. */
  removeErased(untilMs: number): void {
    this.repairing(() => this.#removeErased.run(untilMs));
  }

  /** Runs an operation on the index; if the index is damaged, rebuilds it and retries. */
  repairing<T>(work: () => T): T {
    try {
      return work();
    } catch (thrown) {
      if (!isDamage(thrown)) throw thrown;
      this.rebuild();
      return work();
    }
  }

  /** From the messages; nothing of what was in it before is left. */
  rebuild(): void {
    const definition = this.#database
      .prepare<{ sql: string }>("SELECT sql FROM sqlite_schema WHERE name = 'message_search'")
      .get();
    if (!definition) throw new Error("There is no search index");
    this.#database.execute(`DROP TABLE message_search; ${definition.sql};`);
    const insert = this.#database.prepare("INSERT INTO message_search (rowid, text) VALUES (?, ?)");
    const parts = this.#database.prepare<PartRow>(
      "SELECT * FROM parts WHERE message_seq = ? ORDER BY position",
    );
    const finished = this.#database.prepare<{ seq: number }>(
      "SELECT seq FROM messages WHERE status <> 'streaming' AND deleted_at_ms IS NULL",
    );
    for (const { seq } of finished.all()) {
      const text = searchableTextOf({ parts: parts.all(seq).map(partOf) });
      if (text !== "") insert.run(seq, text.normalize("NFC"));
    }
  }
}
