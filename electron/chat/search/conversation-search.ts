import type { SearchHit } from "../../../shared/ipc/conversation-routes.ts";
import { searchTerms } from "../../../shared/chat/search-terms.ts";
import type { ConversationStore } from "../conversation-store.ts";
import type { Database, Query } from "../../storage/database.ts";
import { searchableColumn, searchableTextOf } from "./searchable-text.ts";
import { containsTerms, excerptOf, patternsContaining, quotedForIndex } from "./search-text.ts";

const maxHits = 50;
/** The index consists of trigrams; shorter terms are searched in the text itself. */
const indexedLength = 3;

interface HitRow {
  readonly conversation_id: string;
  readonly message_id: string;
  readonly seq: number;
}

/** The messages of the active branch of a chat (?), from its leaf back to a `seq` (?). */
const shownBranch = `
  WITH RECURSIVE shown (seq, conversation_id, parent_id) AS (
    SELECT messages.seq, messages.conversation_id, messages.parent_id
    FROM conversations JOIN messages ON messages.id = conversations.active_leaf_id
    WHERE conversations.id = ?
    UNION
    SELECT messages.seq, messages.conversation_id, messages.parent_id
    FROM shown JOIN messages ON messages.conversation_id = shown.conversation_id AND messages.id = shown.parent_id
    WHERE messages.seq >= ?)`;

/**
 * Finds chats by their messages and titles. Each chat yields one hit: its latest message that contains every
 * term, preferably on the active branch. Hits are in the order of the chats' last update.
 */
export class ConversationSearch {
  readonly #store: ConversationStore;
  readonly #database: Database;
  /** Keyed by SQL, which depends on the number of short terms and of their patterns. */
  readonly #queries = new Map<string, Query<HitRow>>();

  constructor(database: Database, store: ConversationStore) {
    this.#database = database;
    this.#store = store;
  }

  find(query: string): SearchHit[] {
    const terms = searchTerms(query);
    if (terms.length === 0) return [];
    const latest = new Map(this.#findMessages(terms).map((row) => [row.conversation_id, row]));
    const hits: SearchHit[] = [];
    for (const conversation of this.#store.list()) {
      const row = latest.get(conversation.id);
      if (row) {
        const messageId = this.#isShown(row)
          ? row.message_id
          : (this.#findShown(row, terms) ?? row.message_id);
        const text = searchableTextOf(this.#store.messages.get(messageId));
        hits.push({ conversation, messageId, excerpt: excerptOf(text, terms) });
      } else if (containsTerms(conversation.title, terms)) {
        hits.push({ conversation, messageId: null, excerpt: "" });
      }
      if (hits.length === maxHits) break;
    }
    return hits;
  }

  #findMessages(terms: readonly string[]): HitRow[] {
    const { condition, values } = conditionFor(terms);
    // With MAX, SQLite takes the other columns from the row of the maximum.
    const sql = `
      SELECT messages.conversation_id, messages.id AS message_id, MAX(messages.seq) AS seq
      FROM messages JOIN conversations ON conversations.id = messages.conversation_id
      WHERE conversations.deleted_at_ms IS NULL AND ${condition}
      GROUP BY messages.conversation_id`;
    return this.#store.index.repairing(() => this.#query(sql).all(...values));
  }

  /**
   * Whether the message is on the chat's active branch. Parents have a lower `seq`, so the walk up stops at
   * that of the message.
   */
  #isShown({ conversation_id: chat, seq }: HitRow): boolean {
    const sql = `${shownBranch} SELECT '' AS conversation_id, '' AS message_id, seq FROM shown WHERE seq = ?`;
    return this.#query(sql).get(chat, seq, seq) !== undefined;
  }

  /**
   * The latest match on the chat's active branch. Called only for chats with branches, because it searches
   * the index again.
   */
  #findShown({ conversation_id: chat }: HitRow, terms: readonly string[]): string | null {
    const { condition, values } = conditionFor(terms);
    const sql = `${shownBranch}
      SELECT messages.conversation_id, messages.id AS message_id, messages.seq
      FROM messages WHERE messages.seq IN (SELECT seq FROM shown) AND ${condition}
      ORDER BY messages.seq DESC LIMIT 1`;
    return this.#store.index.repairing(() => this.#query(sql).get(chat, 0, ...values))?.message_id ?? null;
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

/** Counted in code points, like the index. */
function isIndexed(term: string): boolean {
  return Array.from(term).length >= indexedLength;
}

/** The SQL condition for a message that contains all these terms. */
function conditionFor(terms: readonly string[]) {
  const long = terms.filter(isIndexed);
  const short = terms.filter((term) => !isIndexed(term)).map(patternsContaining);
  const conditions = [
    "messages.deleted_at_ms IS NULL",
    ...(long.length > 0
      ? ["messages.seq IN (SELECT rowid FROM message_search WHERE message_search MATCH ?)"]
      : []),
    ...short.map((patterns) => {
      const isOneOf = patterns.map(() => String.raw`${searchableColumn} LIKE ? ESCAPE '\'`).join(" OR ");
      return `EXISTS (SELECT 1 FROM parts WHERE parts.message_seq = messages.seq AND (${isOneOf}))`;
    }),
  ];
  const values = [...(long.length > 0 ? [long.map(quotedForIndex).join(" AND ")] : []), ...short.flat()];
  return { condition: conditions.join(" AND "), values };
}
