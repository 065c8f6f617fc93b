import type { ChatSettings } from "../../shared/chat/chat-settings.ts";
import type { Conversation, ConversationSummary } from "../../shared/chat/conversation.ts";
import type { ConversationId, MessageId } from "../../shared/chat/message.ts";
import { AppError } from "../../shared/ipc/result.ts";
import type { Database } from "../storage/database.ts";
import { MessageTable } from "./message-table.ts";
import { SearchIndex } from "./search/search-index.ts";
import { parseStoredSettings } from "./stored-chat-settings.ts";

/** A conversation without its messages. */
export type ConversationHead = Omit<Conversation, "messages">;

/** What a user may change about a chat. */
export interface ConversationChange {
  readonly settings?: ChatSettings;
  readonly model?: { readonly id: string; readonly name: string };
  readonly activeLeafId?: MessageId;
}

interface ConversationRow {
  readonly id: string;
  readonly title: string;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
  readonly active_leaf_id: string | null;
  readonly model_id: string;
  readonly model_name: string;
  readonly settings: string;
}

/** Conversations on disk. Deleted ones are hidden; the next start, or `eraseDeleted`, removes them. */
export class ConversationStore {
  readonly messages: MessageTable;
  readonly index: SearchIndex;
  readonly #database: Database;
  readonly #list;
  readonly #find;
  readonly #insert;
  readonly #rename;
  readonly #touch;
  readonly #change;
  readonly #setDeleted;
  readonly #deleteAll;

  constructor(database: Database) {
    this.#database = database;
    this.index = new SearchIndex(database);
    this.messages = new MessageTable(database, this.index);
    this.#list = database.prepare<ConversationRow>(
      "SELECT * FROM conversations WHERE deleted_at_ms IS NULL ORDER BY updated_at_ms DESC, created_at_ms DESC",
    );
    this.#find = database.prepare<ConversationRow>(
      "SELECT * FROM conversations WHERE id = ? AND deleted_at_ms IS NULL",
    );
    this.#insert = database.prepare(`
      INSERT INTO conversations (id, title, title_source, created_at_ms, updated_at_ms, model_id, model_name, settings)
      VALUES (?, ?, 'message', ?, ?, ?, ?, ?)`);
    this.#rename = database.prepare(
      "UPDATE conversations SET title = ?, title_source = 'person' WHERE id = ?",
    );
    this.#touch = database.prepare("UPDATE conversations SET updated_at_ms = ? WHERE id = ?");
    this.#change = database.prepare(
      "UPDATE conversations SET settings = ?, model_id = ?, model_name = ?, active_leaf_id = ? WHERE id = ?",
    );
    this.#setDeleted = database.prepare("UPDATE conversations SET deleted_at_ms = ? WHERE id = ?");
    this.#deleteAll = database.prepare<{ id: string }>(
      "UPDATE conversations SET deleted_at_ms = ? WHERE deleted_at_ms IS NULL RETURNING id",
    );
  }

  /**
   * Runs once at start: removes deleted chats and ends the replies that an earlier process left streaming.
   */
  tidyUp(): void {
    this.#database.transaction(() => {
      this.index.removeDeleted();
      this.#removeDeleted();
      this.messages.finishInterrupted();
    });
  }

  /**
   * Removes deleted chats now, and everything that is left of their text in the database's files. Takes about
   * ten seconds per gigabyte.
   */
  eraseDeleted(): void {
    this.#database.transaction(() => {
      this.#removeDeleted();
      this.index.rebuild();
    });
    this.#database.compact();
  }

  /** Runs the work in a transaction; must not be nested. */
  transaction<T>(work: () => T): T {
    return this.#database.transaction(work);
  }

  /** In the order of the last update, newest first. */
  list(): ConversationSummary[] {
    return this.#list.all().map(summaryOf);
  }

  /** @throws AppError `not-found`, also for a deleted one; so do all methods that take an id */
  summary(id: ConversationId): ConversationSummary {
    return summaryOf(this.#row(id));
  }

  /** null for one that is deleted or unknown. */
  findSummary(id: ConversationId): ConversationSummary | null {
    const row = this.#find.get(id);
    return row ? summaryOf(row) : null;
  }

  head(id: ConversationId): ConversationHead {
    const row = this.#row(id);
    return {
      ...summaryOf(row),
      modelId: row.model_id,
      modelName: row.model_name,
      settings: parseStoredSettings(row.settings),
      activeLeafId: row.active_leaf_id,
    };
  }

  read(id: ConversationId): Conversation {
    return { ...this.head(id), messages: this.messages.ofConversation(id) };
  }

  create(conversation: ConversationHead): void {
    const { id, title, createdAtMs, updatedAtMs, modelId, modelName, settings } = conversation;
    this.#insert.run(id, title, createdAtMs, updatedAtMs, modelId, modelName, JSON.stringify(settings));
  }

  rename(id: ConversationId, title: string): ConversationSummary {
    this.#row(id);
    this.#rename.run(title, id);
    return this.summary(id);
  }

  /** Moves the chat to the top of the list. */
  touch(id: ConversationId, nowMs: number): void {
    this.#touch.run(nowMs, id);
  }

  change(id: ConversationId, change: ConversationChange): ConversationHead {
    const old = this.head(id);
    const settings = change.settings ?? old.settings;
    const model = change.model ?? { id: old.modelId, name: old.modelName };
    const activeLeafId = change.activeLeafId ?? old.activeLeafId;
    this.#change.run(JSON.stringify(settings), model.id, model.name, activeLeafId, id);
    return { ...old, settings, modelId: model.id, modelName: model.name, activeLeafId };
  }

  delete(id: ConversationId, nowMs: number): void {
    this.#row(id);
    this.#setDeleted.run(nowMs, id);
  }

  /** Hides all chats. @returns the ids of those that were not deleted yet */
  deleteAllConversations(nowMs: number): ConversationId[] {
    return this.#deleteAll.all(nowMs).map(({ id }) => id);
  }

  restore(id: ConversationId): ConversationSummary {
    this.#setDeleted.run(null, id);
    return this.summary(id);
  }

  #removeDeleted() {
    this.#database.execute("DELETE FROM conversations WHERE deleted_at_ms IS NOT NULL");
  }

  #row(id: ConversationId): ConversationRow {
    const row = this.#find.get(id);
    if (!row) throw new AppError("not-found", "There is no such chat");
    return row;
  }
}

function summaryOf(row: ConversationRow): ConversationSummary {
  return { id: row.id, title: row.title, createdAtMs: row.created_at_ms, updatedAtMs: row.updated_at_ms };
}
