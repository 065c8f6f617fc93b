import type { Message, MessageId, MessageStatus, ReplyStats } from "../../shared/chat/message.ts";
import type { MessagePart } from "../../shared/chat/message-part.ts";
import { AppError } from "../../shared/ipc/result.ts";
import type { Database } from "../storage/database.ts";
import {
  messageOf,
  partColumns,
  partOf,
  statusColumns,
  type MessageRow,
  type PartRow,
} from "./message-rows.ts";
import type { SearchIndex } from "./search/search-index.ts";

/** A part of a reply that is being written, and where it stands. */
export interface PlacedPart {
  readonly position: number;
  readonly part: MessagePart;
}

/** Messages, their parts and the search index on disk. Transactions are the caller's. */
export class MessageTable {
  readonly #find;
  readonly #newestReply;
  readonly #ofConversation;
  readonly #partsOfMessage;
  readonly #partsOfConversation;
  readonly #insert;
  readonly #writePart;
  readonly #finish;
  readonly #resume;
  readonly #setReasoningOpen;
  readonly #setPinned;
  readonly #streaming;
  readonly #index: SearchIndex;

  constructor(database: Database, index: SearchIndex) {
    this.#index = index;
    this.#find = database.prepare<MessageRow>("SELECT * FROM messages WHERE id = ?");
    this.#newestReply = database.prepare<MessageRow>(
      "SELECT * FROM messages WHERE conversation_id = ? AND parent_id = ? ORDER BY seq DESC LIMIT 1",
    );
    this.#ofConversation = database.prepare<MessageRow>(
      "SELECT * FROM messages WHERE conversation_id = ? ORDER BY seq",
    );
    this.#partsOfMessage = database.prepare<PartRow>(
      "SELECT * FROM parts WHERE message_seq = ? ORDER BY position",
    );
    this.#partsOfConversation = database.prepare<PartRow>(`
      SELECT parts.* FROM messages JOIN parts ON parts.message_seq = messages.seq
      WHERE messages.conversation_id = ? ORDER BY messages.seq, parts.position`);
    this.#insert = database.prepare(`
      INSERT INTO messages (id, conversation_id, parent_id, role, created_at_ms, status, status_reason, status_error,
        model_name, reasoning_open, pinned, task) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#writePart = database.prepare(`
      INSERT INTO parts (message_seq, position, type, text, duration_ms, name, media_kind, media_hash, media_details, cut)
      VALUES ((SELECT seq FROM messages WHERE id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (message_seq, position)
      DO UPDATE SET text = excluded.text, duration_ms = excluded.duration_ms, cut = excluded.cut`);
    this.#finish = database.prepare(`
      UPDATE messages SET status = ?, status_reason = ?, status_error = ?, stats = ?, model_name = ?, context_start_id = ?
      WHERE id = ?`);
    this.#resume = database.prepare(
      "UPDATE messages SET status = 'streaming', status_reason = NULL, status_error = NULL WHERE id = ?",
    );
    this.#setReasoningOpen = database.prepare("UPDATE messages SET reasoning_open = ? WHERE id = ?");
    this.#setPinned = database.prepare("UPDATE messages SET pinned = ? WHERE id = ?");
    this.#streaming = database.prepare<MessageRow>("SELECT * FROM messages WHERE status = 'streaming'");
  }

  /** @throws AppError `not-found` */
  get(id: MessageId): Message {
    const row = this.#find.get(id);
    if (!row) throw new AppError("not-found", "There is no such message");
    return messageOf(row, this.#partsOfMessage.all(row.seq).map(partOf));
  }

  /** What was last written below a message; null for one without an answer. */
  newestReplyTo({ conversationId, id }: Pick<Message, "conversationId" | "id">): Message | null {
    const row = this.#newestReply.get(conversationId, id);
    return row ? messageOf(row, this.#partsOfMessage.all(row.seq).map(partOf)) : null;
  }

  /** All branches, oldest first. */
  ofConversation(conversationId: string): Message[] {
    const parts = new Map<number, MessagePart[]>();
    for (const row of this.#partsOfConversation.all(conversationId)) {
      const ofMessage = parts.get(row.message_seq);
      if (ofMessage) ofMessage.push(partOf(row));
      else parts.set(row.message_seq, [partOf(row)]);
    }
    return this.#ofConversation.all(conversationId).map((row) => messageOf(row, parts.get(row.seq) ?? []));
  }

  add(message: Message): void {
    this.#insert.run(
      message.id,
      message.conversationId,
      message.parentId,
      message.role,
      message.createdAtMs,
      ...statusColumns(message.status),
      message.modelName,
      message.isReasoningOpen ? 1 : 0,
      message.isPinned ? 1 : 0,
      message.task && JSON.stringify(message.task),
    );
    this.writeParts(
      message.id,
      message.parts.map((part, position) => ({ position, part })),
    );
    if (message.status.type !== "streaming") this.#index.add(message.id, message.parts);
  }

  /** Only the parts that are given; the others stay as they are. */
  writeParts(id: MessageId, parts: readonly PlacedPart[]): void {
    for (const { position, part } of parts) this.#writePart.run(id, position, ...partColumns(part));
  }

  /** Ends a reply whose parts are written. */
  finish(
    id: MessageId,
    end: {
      readonly status: Exclude<MessageStatus, { type: "streaming" }>;
      readonly stats: ReplyStats | null;
      readonly modelName: string | null;
      readonly contextStartId: MessageId | null;
    },
  ): Message {
    const stats = end.stats && JSON.stringify(end.stats);
    this.#finish.run(...statusColumns(end.status), stats, end.modelName, end.contextStartId, id);
    const message = this.get(id);
    this.#index.add(id, message.parts);
    return message;
  }

  /** Goes on with a reply that has ended. */
  resume(id: MessageId): Message {
    this.#resume.run(id);
    return this.get(id);
  }

  /** Puts other words in the place of a part. */
  correct(id: MessageId, position: number, text: string): Message {
    this.writeParts(id, [{ position, part: { type: "text", text } }]);
    const message = this.get(id);
    this.#index.add(id, message.parts);
    return message;
  }

  setReasoningOpen(id: MessageId, isOpen: boolean): void {
    this.#setReasoningOpen.run(isOpen ? 1 : 0, id);
  }

  setPinned(id: MessageId, isPinned: boolean): void {
    this.#setPinned.run(isPinned ? 1 : 0, id);
  }

  /** Marks what a process left behind when it ended in the middle of a reply. */
  finishInterrupted(): void {
    for (const row of this.#streaming.all()) {
      this.finish(row.id, {
        status: { type: "incomplete", reason: "interrupted" },
        stats: null,
        modelName: row.model_name,
        contextStartId: null,
      });
    }
  }
}
