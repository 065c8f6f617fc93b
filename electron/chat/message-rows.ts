import type { IncompleteReason, Message, MessageStatus, ReplyStats } from "../../shared/chat/message.ts";
import type { MediaPart, MessagePart } from "../../shared/chat/message-part.ts";
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
  readonly reasoning_open: number;
  readonly pinned: number;
  readonly context_start_id: string | null;
  readonly task: string | null;
}

/** A row of `parts`. */
export interface PartRow {
  readonly message_seq: number;
  readonly type: MessagePart["type"];
  readonly text: string | null;
  readonly duration_ms: number | null;
  /** Of a medium or a file. */
  readonly name: string | null;
  readonly media_kind: MediaPart["kind"] | null;
  readonly media_hash: string | null;
  /** `MediaDetails` as JSON. */
  readonly media_details: string | null;
  readonly cut: number;
}

/** What is known of a medium beside its columns. */
type MediaDetails = Omit<MediaPart, "type" | "kind" | "hash" | "name">;

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
    isReasoningOpen: row.reasoning_open === 1,
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

export function partOf(row: PartRow): MessagePart {
  switch (row.type) {
    case "text":
      return { type: "text", text: row.text ?? "", ...(row.cut === 1 && { isCut: true }) };
    case "thought":
      return { type: "thought", text: row.text ?? "", durationMs: row.duration_ms };
    case "media":
      return {
        type: "media",
        kind: row.media_kind ?? "image",
        hash: row.media_hash ?? "",
        name: row.name ?? "",
        ...(JSON.parse(row.media_details ?? "null") as MediaDetails),
      };
    case "file":
      return { type: "file", name: row.name ?? "", text: row.text ?? "" };
  }
}

/** The columns of a part in the order `type, text, duration_ms, name, media_kind, media_hash, media_details, cut`. */
export function partColumns(part: MessagePart): (string | number | null)[] {
  switch (part.type) {
    case "text":
      return [part.type, part.text, null, null, null, null, null, part.isCut ? 1 : 0];
    case "thought":
      return [part.type, part.text, part.durationMs, null, null, null, null, 0];
    case "media": {
      const { type, kind, hash, name, ...details } = part;
      return [type, null, null, name, kind, hash, JSON.stringify(details satisfies MediaDetails), 0];
    }
    case "file":
      return [part.type, part.text, null, part.name, null, null, null, 0];
  }
}
