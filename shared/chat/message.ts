import type { DraftedTokens } from "../inference/drafting.ts";
import type { Failure } from "../ipc/result.ts";
import {
  answerTextOf,
  type MediaPart,
  type FilePart,
  type MessagePart,
  type ReasoningPart,
} from "./message-part.ts";
import type { ReplyTask } from "./reply-task.ts";

export type MessageId = string;
export type ConversationId = string;

/** Why a reply ended before the model ended it. */
export type IncompleteReason =
  /** The user pressed Stop. */
  | "stopped"
  /** The app was closed or killed during the reply. */
  | "interrupted"
  /** Max tokens reached. */
  | "max-tokens"
  /** The context window is full. */
  | "context-full"
  /** The model ended its turn while reasoning; there is no answer. */
  | "ended-in-reasoning";

export type MessageStatus =
  | { readonly type: "complete" }
  | { readonly type: "streaming" }
  | { readonly type: "incomplete"; readonly reason: IncompleteReason }
  | { readonly type: "failed"; readonly error: Failure };

export interface ReplyStats {
  /** Tokens in the context before the first generated one. */
  readonly promptTokens: number;
  /** Prompt tokens that were still in the KV cache and not evaluated again. */
  readonly reusedTokens: number;
  /** Generated tokens, reasoning and answer together, without control tokens. */
  readonly generatedTokens: number;
  /** From the start of prefill (not of queueing or loading) to the first token; 0 when none was generated. */
  readonly timeToFirstTokenMs: number;
  readonly tokensPerSecond: number;
  readonly contextUsedTokens: number;
  /** null: a remote server did not report its context size. */
  readonly contextSizeTokens: number | null;
  /** Absent: nothing was drafted. */
  readonly drafting?: DraftedTokens;
  /** Whether the token counts are estimates, because a remote server reported none. */
  readonly isEstimated?: true;
}

export interface Message {
  readonly id: MessageId;
  readonly conversationId: ConversationId;
  /**
   * null: the first message of its conversation. Messages with the same parent are alternatives to each
   * other.
   */
  readonly parentId: MessageId | null;
  readonly role: "user" | "assistant";
  readonly createdAtMs: number;
  readonly parts: readonly MessagePart[];
  readonly status: MessageStatus;
  /** The model that wrote a reply; null for a user message. The name stays when the file is gone. */
  readonly modelName: string | null;
  readonly stats: ReplyStats | null;
  /** Whether this user message and its reply stay in the context when older messages leave it. */
  readonly isPinned: boolean;
  /**
   * Of a reply: the first message that was still in the context when the reply ended; everything earlier in
   * the branch had left it, except pinned messages. null: the whole chat was in the context, or it is not
   * known.
   */
  readonly contextStartId: MessageId | null;
  /** Settings of the task that the reply was requested with, beside the chat's settings. */
  readonly task: ReplyTask | null;
}

/** The visible text of a message, in the order of its parts: what Copy copies. */
export function textOf(message: Pick<Message, "parts">): string {
  return message.parts
    .map(answerTextOf)
    .filter((text) => text !== null)
    .join("\n\n");
}

/** What the user wrote in a message, without the prompt of a task. */
export function ownTextOf({ parts }: Pick<Message, "parts">): string {
  return textOf({ parts: parts.filter((part) => part.type !== "text" || part.ofTask === undefined) });
}

export function reasoningOf(message: Pick<Message, "parts">): readonly ReasoningPart[] {
  return message.parts.filter((part) => part.type === "reasoning");
}

export function attachmentsOf(message: Pick<Message, "parts">): readonly (MediaPart | FilePart)[] {
  return message.parts.filter((part) => part.type === "media" || part.type === "file");
}

export function mediaOf(message: Pick<Message, "parts">): readonly MediaPart[] {
  return message.parts.filter((part) => part.type === "media");
}
