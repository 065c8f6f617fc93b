import type { Failure } from "../ipc/result.ts";

export type MessageId = string;
export type ConversationId = string;

export interface TextPart {
  readonly type: "text";
  readonly text: string;
}

export interface ThoughtPart {
  readonly type: "thought";
  readonly text: string;
  /** From the first token of the thought to its end; null while the model is still thinking. */
  readonly durationMs: number | null;
}

export interface MediaPart {
  readonly type: "media";
  readonly kind: "image" | "audio" | "video";
  /** SHA-256 of the bytes, lower-case hex; the bytes lie beside the database under this name. */
  readonly hash: string;
  readonly mediaType: string;
  readonly name: string;
}

export type MessagePart = TextPart | ThoughtPart | MediaPart;

/** Why a reply ended before the model ended it. */
export type IncompleteReason =
  /** The person pressed Stop. */
  | "stopped"
  /** The app was closed or killed in mid-reply. */
  | "interrupted"
  /** Max tokens reached. */
  | "max-tokens"
  /** The context is full. */
  | "context-full"
  /** The model ended its turn inside its thought; there is no answer. */
  | "ended-in-thought";

export type MessageStatus =
  | { readonly type: "complete" }
  | { readonly type: "streaming" }
  | { readonly type: "incomplete"; readonly reason: IncompleteReason }
  | { readonly type: "failed"; readonly error: Failure };

export interface ReplyStats {
  /** Tokens in the context before the first generated one. */
  readonly promptTokens: number;
  /** Of these, how many were still in the context and not evaluated again. */
  readonly reusedTokens: number;
  /** Generated tokens, thought and answer together, control tokens not counted. */
  readonly generatedTokens: number;
  /** From the start of evaluation (not of waiting in the queue or loading) to the first token; 0 when none was generated. */
  readonly timeToFirstTokenMs: number;
  readonly tokensPerSecond: number;
  readonly contextUsedTokens: number;
  readonly contextSizeTokens: number;
}

export interface Message {
  readonly id: MessageId;
  readonly conversationId: ConversationId;
  /** null: the first message of its conversation. Messages with one parent are alternatives to each other. */
  readonly parentId: MessageId | null;
  readonly role: "user" | "assistant";
  readonly createdAtMs: number;
  readonly parts: readonly MessagePart[];
  readonly status: MessageStatus;
  /** Who wrote a reply; null for what a person wrote. The name stays when the file is gone. */
  readonly modelName: string | null;
  readonly stats: ReplyStats | null;
  /** Whether the person left the reasoning panel open. */
  readonly isReasoningOpen: boolean;
  /** Whether what this message of the person and its reply say stays in the context when older messages leave it. */
  readonly isPinned: boolean;
  /**
   * Of a reply: the first message that the model still saw when the reply ended; everything earlier in the branch had left
   * the context, but for what is pinned. null: it saw the whole chat, or nobody knows.
   */
  readonly contextStartId: MessageId | null;
}

/** The visible text of a message: what is sent back to the model and what Copy copies. */
export function textOf(message: Pick<Message, "parts">): string {
  return message.parts
    .filter((part) => part.type === "text")
    .map((part) => part.text)
    .join("\n\n");
}

export function thoughtOf(message: Pick<Message, "parts">): ThoughtPart | null {
  return message.parts.find((part) => part.type === "thought") ?? null;
}
