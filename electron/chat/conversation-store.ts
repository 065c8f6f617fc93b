import type { ChatSettings } from "../../shared/chat/chat-settings.ts";
import type { Conversation, ConversationSummary } from "../../shared/chat/conversation.ts";
import { erasedUntilMs, type DeletedConversation } from "../../shared/chat/recently-deleted.ts";
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
  readonly activeLeafId?: MessageId | null;
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

/**
 * Conversations on disk. Deleted ones are hidden, and removed by the first start after 30 days. Those that are
 * to be erased at once count as deleted at time 0 until `eraseDeleted`, or the next start, has removed them.
 */
export class ConversationStore {
  readonly messages: MessageTable;
  readonly index: SearchIndex;
  readonly #database: Database;
  readonly #list;
  readonly #find;
  readonly #insert;
  readonly #rename;
  readonly #retitle;
  readonly #touch;
  readonly #change;
  readonly #listDeleted;
  readonly #setDeleted;
  readonly #restore;
  readonly #giveUp;
  readonly #giveUpDeleted;
  readonly #giveUpAll;
  readonly #removeErased;

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
    this.#retitle = database.prepare(
      "UPDATE conversations SET title = ? WHERE id = ? AND title_source = 'message'",
    );
    this.#touch = database.prepare("UPDATE conversations SET updated_at_ms = ? WHERE id = ?");
    this.#change = database.prepare(
      "UPDATE conversations SET settings = ?, model_id = ?, model_name = ?, active_leaf_id = ? WHERE id = ?",
    );
    this.#setDeleted = database.prepare("UPDATE conversations SET deleted_at_ms = ? WHERE id = ?");
    this.#listDeleted = database.prepare<ConversationRow & { readonly deleted_at_ms: number }>(
      "SELECT * FROM conversations WHERE deleted_at_ms > ? ORDER BY deleted_at_ms DESC, created_at_ms DESC",
    );
    this.#restore = database.prepare(
      "UPDATE conversations SET deleted_at_ms = NULL WHERE id = ? AND deleted_at_ms > ?",
    );
    this.#giveUp = database.prepare<{ id: string }>(
      "UPDATE conversations SET deleted_at_ms = 0 WHERE id = ? AND deleted_at_ms > 0 RETURNING id",
    );
    this.#giveUpDeleted = database.prepare<{ id: string }>(
      "UPDATE conversations SET deleted_at_ms = 0 WHERE deleted_at_ms > 0 RETURNING id",
    );
    this.#giveUpAll = database.prepare<{ id: string }>(
      "UPDATE conversations SET deleted_at_ms = 0 WHERE coalesce(deleted_at_ms, 1) > 0 RETURNING id",
    );
    this.#removeErased = database.prepare("DELETE FROM conversations WHERE deleted_at_ms <= ?");
  }

  /**
   * Runs once at start: removes chats and messages that were deleted 30 days ago and ends the replies that an earlier
   * process left streaming.
   */
  tidyUp(nowMs: number): void {
    this.#database.transaction(() => {
      this.index.removeErased(erasedUntilMs(nowMs));
      this.#removeErased.run(erasedUntilMs(nowMs));
      this.messages.removeErased(erasedUntilMs(nowMs));
      this.messages.finishInterrupted();
    });
  }

  /**
   * Removes the chats of `giveUp` and those that were deleted 30 days ago, and everything that is left of
   * their text in the database's files. Takes about ten seconds per gigabyte.
   */
  eraseDeleted(nowMs: number): void {
    this.#database.transaction(() => {
      this.#removeErased.run(erasedUntilMs(nowMs));
      this.messages.removeErased(erasedUntilMs(nowMs));
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

  /** Names a chat whose title no person chose. */
  retitle(id: ConversationId, title: string): void {
    this.#retitle.run(title, id);
  }

  /** Moves the chat to the top of the list. */
  touch(id: ConversationId, nowMs: number): void {
    this.#touch.run(nowMs, id);
  }

  change(id: ConversationId, change: ConversationChange): ConversationHead {
    const old = this.head(id);
    const settings = change.settings ?? old.settings;
    const model = change.model ?? { id: old.modelId, name: old.modelName };
    const activeLeafId = change.activeLeafId === undefined ? old.activeLeafId : change.activeLeafId;
    this.#change.run(JSON.stringify(settings), model.id, model.name, activeLeafId, id);
    return { ...old, settings, modelId: model.id, modelName: model.name, activeLeafId };
  }

  delete(id: ConversationId, nowMs: number): void {
    this.#row(id);
    this.#setDeleted.run(nowMs, id);
  }

  /** Chats that can be restored, the last deleted first. */
  listDeleted(nowMs: number): DeletedConversation[] {
    return this.#listDeleted
      .all(erasedUntilMs(nowMs))
      .map((row) => ({ ...summaryOf(row), deletedAtMs: row.deleted_at_ms }));
  }

  /**
   * Marks chats to be erased: they can't be restored any more.
   * @param which one deleted chat, all deleted ones, or every chat
   * @returns the ids of those that were not marked before
   */
  giveUp(which: { readonly id: ConversationId } | "deleted" | "all"): ConversationId[] {
    const rows =
      which === "all"
        ? this.#giveUpAll.all()
        : which === "deleted"
          ? this.#giveUpDeleted.all()
          : this.#giveUp.all(which.id);
    return rows.map(({ id }) => id);
  }

  restore(id: ConversationId, nowMs: number): ConversationSummary {
    this.#restore.run(id, erasedUntilMs(nowMs));
    return this.summary(id);
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
