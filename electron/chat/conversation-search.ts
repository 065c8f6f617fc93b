import type { SearchHit } from "../../shared/ipc/contract.ts";
import { textOf } from "../../shared/chat/message.ts";
import type { ConversationStore } from "./conversation-store.ts";
import type { Database, Query } from "./database.ts";
import { containsTerms, excerptOf, patternContaining, quotedForIndex, searchTerms } from "./search-text.ts";

const maxHits = 50;
/** The index knows every three characters in a row; shorter terms are looked for in the text itself. */
const indexedLength = 3;

interface HitRow {
  readonly conversation_id: string;
  readonly message_id: string;
  readonly seq: number;
}

/**
 * Finds chats by what was said in them and by their title: one hit for each chat, its latest message that has every
 * term, the chats last written to first.
 */
export class ConversationSearch {
  readonly #store: ConversationStore;
  readonly #database: Database;
  /** By their SQL: its shape depends on how many short terms there are. */
  readonly #queries = new Map<string, Query<HitRow>>();

  constructor(database: Database, store: ConversationStore) {
    this.#database = database;
    this.#store = store;
  }

  find(query: string): SearchHit[] {
    const terms = searchTerms(query);
    if (terms.length === 0) return [];
    const messageIds = new Map(this.#findMessages(terms).map((row) => [row.conversation_id, row.message_id]));
    const hits: SearchHit[] = [];
    for (const conversation of this.#store.list()) {
      const messageId = messageIds.get(conversation.id) ?? null;
      if (messageId !== null) {
        const text = textOf(this.#store.messages.get(messageId));
        hits.push({ conversation, messageId, excerpt: excerptOf(text, terms) });
      } else if (containsTerms(conversation.title, terms)) {
        hits.push({ conversation, messageId: null, excerpt: "" });
      }
      if (hits.length === maxHits) break;
    }
    return hits;
  }

  #findMessages(terms: readonly string[]): HitRow[] {
    const long = terms.filter(isIndexed);
    const short = terms.filter((term) => !isIndexed(term));
    const conditions = [
      ...(long.length > 0
        ? ["messages.seq IN (SELECT rowid FROM message_search WHERE message_search MATCH ?)"]
        : []),
      ...short.map(
        () => String.raw`EXISTS (SELECT 1 FROM parts WHERE parts.message_seq = messages.seq
          AND parts.type = 'text' AND parts.text LIKE ? ESCAPE '\')`,
      ),
    ];
    // With MAX, SQLite takes the other columns from the row that has it.
    const sql = `
      SELECT messages.conversation_id, messages.id AS message_id, MAX(messages.seq) AS seq
      FROM messages JOIN conversations ON conversations.id = messages.conversation_id
      WHERE conversations.deleted_at_ms IS NULL AND ${conditions.join(" AND ")}
      GROUP BY messages.conversation_id`;
    const values = [
      ...(long.length > 0 ? [long.map(quotedForIndex).join(" AND ")] : []),
      ...short.map(patternContaining),
    ];
    return this.#store.index.repairing(() => this.#query(sql).all(...values));
  }

  #query(sql: string): Query<HitRow> {
    let query = this.#queries.get(sql);
    if (!query) {
      query = this.#database.prepare<HitRow>(sql);
      this.#queries.set(sql, query);
    }
    return query;
  }
}

/** Counted in code points, as the index does. */
function isIndexed(term: string): boolean {
  return Array.from(term).length >= indexedLength;
}
