import type { Message, MessageId, MessageStatus, ReplyStats } from "../../shared/chat/message.ts";
import { answerTextOf, type MessagePart, type PartId } from "../../shared/chat/message-part.ts";
import { AppError, type Failure } from "../../shared/ipc/result.ts";
import type { Database } from "../storage/database.ts";
import { messageOf, statusColumns, type MessageRow } from "./message-rows.ts";
import { partColumns, partOf, type PartRow } from "./part-rows.ts";
import type { SearchIndex } from "./search/search-index.ts";

/** A part and its index in the message. */
export interface PlacedPart {
  readonly position: number;
  readonly part: MessagePart;
}

/** A message that nobody is writing. */
export type EndedMessage = Message & { readonly status: Exclude<MessageStatus, { type: "streaming" }> };

/** Messages, their parts and the search index on disk. The caller runs the transactions. */
export class MessageTable {
  readonly #find;
  readonly #ofConversation;
  readonly #partsOfMessage;
  readonly #partsOfConversation;
  readonly #insert;
  readonly #writePart;
  readonly #findPart;
  readonly #finish;
  readonly #markFailed;
  readonly #endParts;
  readonly #interruptTools;
  readonly #resume;
  readonly #setReasoningOpen;
  readonly #setPinned;
  readonly #streaming;
  readonly #setDeleted;
  readonly #isErased;
  readonly #adopt;
  readonly #removeErased;
  readonly #index: SearchIndex;

  constructor(database: Database, index: SearchIndex) {
    this.#index = index;
    this.#find = database.prepare<MessageRow>("SELECT * FROM messages WHERE id = ?");
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
        model_name, pinned, task) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#writePart = database.prepare(`
      INSERT INTO parts (message_seq, position, id, type, status, payload)
      VALUES ((SELECT seq FROM messages WHERE id = ?), ?, ?, ?, ?, ?)
      ON CONFLICT (message_seq, position) DO UPDATE
        SET id = excluded.id, type = excluded.type, status = excluded.status, payload = excluded.payload`);
    this.#findPart = database.prepare<PartRow>(
      "SELECT * FROM parts WHERE id = ? AND message_seq = (SELECT seq FROM messages WHERE id = ?)",
    );
    this.#finish = database.prepare(`
      UPDATE messages SET status = ?, status_reason = ?, status_error = ?, stats = ?, model_name = ?, context_start_id = ?
      WHERE id = ?`);
    this.#markFailed = database.prepare(
      "UPDATE messages SET status = ?, status_reason = ?, status_error = ? WHERE id = ?",
    );
    this.#endParts = database.prepare(
      "UPDATE parts SET status = ? WHERE message_seq = (SELECT seq FROM messages WHERE id = ?) AND status = 'streaming'",
    );
    this.#interruptTools = database.prepare(`
      UPDATE parts SET payload = json_set(json_remove(payload, '$.progress'), '$.state', 'interrupted')
      WHERE message_seq = (SELECT seq FROM messages WHERE id = ?) AND type = 'tool-call'
        AND payload ->> '$.state' IN ('running', 'waiting')`);
    this.#resume = database.prepare(
      "UPDATE messages SET status = 'streaming', status_reason = NULL, status_error = NULL WHERE id = ?",
    );
    this.#setReasoningOpen = database.prepare(`
      UPDATE parts SET payload = CASE ? WHEN 1 THEN json_set(payload, '$.isOpen', json('true'))
        ELSE json_remove(payload, '$.isOpen') END
      WHERE id = ? AND message_seq = (SELECT seq FROM messages WHERE id = ?) AND type = 'reasoning'`);
    this.#setPinned = database.prepare("UPDATE messages SET pinned = ? WHERE id = ?");
    this.#streaming = database.prepare<MessageRow>("SELECT * FROM messages WHERE status = 'streaming'");
    this.#setDeleted = database.prepare("UPDATE messages SET deleted_at_ms = ? WHERE id = ?");
    this.#isErased = database.prepare("SELECT 1 FROM messages WHERE deleted_at_ms <= ? LIMIT 1");
    this.#adopt = database.prepare(`
      UPDATE messages SET parent_id = parent.parent_id FROM messages AS parent
      WHERE parent.conversation_id = messages.conversation_id AND parent.id = messages.parent_id
        AND parent.deleted_at_ms <= ?`);
    this.#removeErased = database.prepare("DELETE FROM messages WHERE deleted_at_ms <= ?");
  }

  has(id: MessageId): boolean {
    return this.#find.get(id) !== undefined;
  }

  /** Whether it is stored and not deleted. */
  isShown(id: MessageId): boolean {
    return this.#find.get(id)?.deleted_at_ms === null;
  }

  /** @throws AppError `not-found`, also for a deleted one */
  get(id: MessageId): Message {
    const row = this.#row(id);
    if (row.deleted_at_ms !== null) throw notFound();
    return this.#messageOf(row);
  }

  /** The newest message below this one; null: there is none. */
  newestReplyTo({ conversationId, id }: Pick<Message, "conversationId" | "id">): Message | null {
    return this.ofConversation(conversationId).findLast(({ parentId }) => parentId === id) ?? null;
  }

  /** All branches, oldest first, without deleted messages. */
  ofConversation(conversationId: string): Message[] {
    const parts = new Map<number, MessagePart[]>();
    for (const row of this.#partsOfConversation.all(conversationId)) {
      const ofMessage = parts.get(row.message_seq);
      if (ofMessage) ofMessage.push(partOf(row));
      else parts.set(row.message_seq, [partOf(row)]);
    }
    const rows = this.#ofConversation.all(conversationId);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return rows
      .filter((row) => row.deleted_at_ms === null)
      .map((row) => ({
        ...messageOf(row, parts.get(row.seq) ?? []),
        parentId: shownParentOf(row, (id) => byId.get(id)),
      }));
  }

  /** Deletes messages, which can be restored until `removeErased`, or restores them (null). */
  setDeleted(ids: readonly MessageId[], deletedAtMs: number | null): void {
    for (const id of ids) {
      this.#setDeleted.run(deletedAtMs, id);
      this.#index.put(id, deletedAtMs === null ? this.get(id).parts : []);
    }
  }

  /** Removes messages that were deleted at this time or before; those that follow them stay. */
  removeErased(untilMs: number): void {
    if (this.#isErased.get(untilMs) === undefined) return;
    while (this.#adopt.run(untilMs) > 0);
    this.#removeErased.run(untilMs);
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
      message.isPinned ? 1 : 0,
      message.task && JSON.stringify(message.task),
    );
    this.writeParts(
      message.id,
      message.parts.map((part, position) => ({ position, part })),
    );
    if (message.status.type !== "streaming") this.#index.put(message.id, message.parts);
  }

  /** Adds a message with its statistics, and ends its parts. */
  addEnded(message: EndedMessage): void {
    this.add(message);
    this.finish(message.id, message);
  }

  /** Replaces the parts at these positions as a whole; the others stay as they are. */
  writeParts(id: MessageId, parts: readonly PlacedPart[]): void {
    for (const { position, part } of parts) this.#writePart.run(id, position, ...partColumns(part));
  }

  /** Ends a reply whose parts are written, and with it the parts and tool calls that are still open. */
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
    this.#endParts.run(end.status.type === "complete" ? "complete" : "incomplete", id);
    this.#interruptTools.run(id);
    const message = this.#messageOf(this.#row(id));
    this.#index.put(id, message.parts);
    return message;
  }

  /** Marks a reply as failed whose parts, or what else ends it, can't be written. */
  fail(id: MessageId, error: Failure): void {
    const columns = statusColumns({ type: "failed", error });
    this.#markFailed.run(...columns, id);
    this.#endParts.run("incomplete", id);
  }

  /** Continues a reply that has ended. */
  resume(id: MessageId): Message {
    this.#resume.run(id);
    return this.get(id);
  }

  /**
   * Replaces the text of a part by a correction, which makes the part complete.
   * @throws AppError `not-found`: the message has no such part, or it is not part of the answer
   */
  correct(messageId: MessageId, partId: PartId, text: string): Message {
    const row = this.#findPart.get(partId, messageId);
    const part = row && partOf(row);
    if (!row || !part || answerTextOf(part) === null)
      throw new AppError("not-found", "There is no such part to correct");
    const corrected = { ...part, text, status: "complete" } as MessagePart;
    this.writeParts(messageId, [{ position: row.position, part: corrected }]);
    const message = this.get(messageId);
    this.#index.put(messageId, message.parts);
    return message;
  }

  /**
   * A part that is not stored yet, or is not reasoning, is ignored.
   * @throws AppError `not-found` for the message
   */
  setReasoningOpen(messageId: MessageId, partId: PartId, isOpen: boolean): Message {
    this.#setReasoningOpen.run(isOpen ? 1 : 0, partId, messageId);
    return this.get(messageId);
  }

  setPinned(id: MessageId, isPinned: boolean): void {
    this.#setPinned.run(isPinned ? 1 : 0, id);
  }

  /** Ends the replies that were still written when an earlier process ended. */
  finishInterrupted(): void {
    for (const row of this.#streaming.all()) {
      this.finish(row.id, {
        status: { type: "incomplete", reason: "interrupted" },
        stats: row.stats === null ? null : (JSON.parse(row.stats) as ReplyStats),
        modelName: row.model_name,
        contextStartId: row.context_start_id,
      });
    }
  }

  #row(id: MessageId): MessageRow {
    const row = this.#find.get(id);
    if (!row) throw notFound();
    return row;
  }

  #messageOf(row: MessageRow): Message {
    const message = messageOf(row, this.#partsOfMessage.all(row.seq).map(partOf));
    return { ...message, parentId: shownParentOf(row, (id) => this.#find.get(id)) };
  }
}

/** The nearest message before this one that is not deleted. */
function shownParentOf(
  { parent_id }: MessageRow,
  find: (id: MessageId) => MessageRow | undefined,
): MessageId | null {
  // A parent was stored before its children, so that the walk ends, except in damaged data.
  for (let id = parent_id, seq = Infinity; id !== null;) {
    const row = find(id);
    if (!row || row.seq >= seq || row.deleted_at_ms === null) return id;
    id = row.parent_id;
    seq = row.seq;
  }
  return null;
}

function notFound(): AppError {
  return new AppError("not-found", "There is no such message");
}
