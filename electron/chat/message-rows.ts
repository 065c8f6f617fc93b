import type { IncompleteReason, Message, MessageStatus, ReplyStats } from "../../shared/chat/message.ts";
import type { MessagePart } from "../../shared/chat/message-part.ts";
import type { ReplyTask } from "../../shared/chat/reply-task.ts";
import type { Failure } from "../../shared/ipc/result.ts";

/** A row of `messages`; the schema's checks keep its columns consistent. */
export interface MessageRow {
  readonly seq: number;
  readonly id: string;
  readonly conversation_id: string;
  readonly parent_id: string | null;
  readonly role: Message["role"];
  readonly created_at_ms: number;
  readonly status: MessageStatus["type"];
  readonly status_reason: IncompleteReason | null;
  readonly status_error: string | null;
  readonly model_name: string | null;
  readonly stats: string | null;
  readonly pinned: number;
  readonly context_start_id: string | null;
  readonly task: string | null;
  readonly deleted_at_ms: number | null;
}

export function messageOf(row: MessageRow, parts: readonly MessagePart[]): Message {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    parentId: row.parent_id,
    role: row.role,
    createdAtMs: row.created_at_ms,
    parts,
    status: statusOf(row),
    modelName: row.model_name,
    stats: row.stats === null ? null : (JSON.parse(row.stats) as ReplyStats),
    isPinned: row.pinned === 1,
    contextStartId: row.context_start_id,
    task: row.task === null ? null : (JSON.parse(row.task) as ReplyTask),
  };
}

function statusOf(row: MessageRow): MessageStatus {
  switch (row.status) {
    case "complete":
    case "streaming":
      return { type: row.status };
    case "incomplete":
      return { type: "incomplete", reason: row.status_reason ?? "interrupted" };
    case "failed":
      return { type: "failed", error: JSON.parse(row.status_error ?? "null") as Failure };
  }
}

/** The columns `status`, `status_reason`, `status_error`. */
export function statusColumns(status: MessageStatus): [string, string | null, string | null] {
  switch (status.type) {
    case "complete":
    case "streaming":
      return [status.type, null, null];
    case "incomplete":
      return [status.type, status.reason, null];
    case "failed":
      return [status.type, null, JSON.stringify(status.error)];
  }
}
