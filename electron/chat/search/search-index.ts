import { textOf, type MessageId } from "../../../shared/chat/message.ts";
import type { MessagePart } from "../../../shared/chat/message-part.ts";
import type { Database } from "../../storage/database.ts";
import { isDamage } from "../../storage/storage-failure.ts";

/**
 * The trigram index of message texts (`message_search` in the schema). It can be rebuilt from the messages,
 * so damage to it is repaired and never makes a chat unusable.
 */
export class SearchIndex {
  readonly #database: Database;
  readonly #add;

  constructor(database: Database) {
    this.#database = database;
    this.#add = database.prepare(
      "INSERT OR REPLACE INTO message_search (rowid, text) SELECT seq, ? FROM messages WHERE id = ?",
    );
  }

  add(id: MessageId, parts: readonly MessagePart[]): void {
    const text = textOf({ parts });
    if (text !== "") this.repairing(() => this.#add.run(text.normalize("NFC"), id));
  }

  /** Must be called before the chats marked as deleted are removed. */
  removeDeleted(): void {
    this.repairing(() =>
      this.#database.execute(`
        DELETE FROM message_search WHERE rowid IN (
          SELECT seq FROM messages JOIN conversations ON conversations.id = messages.conversation_id
          WHERE conversations.deleted_at_ms IS NOT NULL)`),
    );
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

  rebuild(): void {
    const definition = this.#database
      .prepare<{ sql: string }>("SELECT sql FROM sqlite_schema WHERE name = 'message_search'")
      .get();
    if (!definition) throw new Error("There is no search index");
    this.#database.execute(`DROP TABLE message_search; ${definition.sql};`);
    const insert = this.#database.prepare("INSERT INTO message_search (rowid, text) VALUES (?, ?)");
    const texts = this.#database.prepare<{ text: string }>(
      "SELECT text FROM parts WHERE message_seq = ? AND type = 'text' ORDER BY position",
    );
    const finished = this.#database.prepare<{ seq: number }>(
      "SELECT seq FROM messages WHERE status <> 'streaming'",
    );
    for (const { seq } of finished.all()) {
      const text = texts.all(seq).map((part) => part.text);
      if (text.length > 0) insert.run(seq, text.join("\n\n").normalize("NFC"));
    }
  }
}
