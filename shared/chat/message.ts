import type { Failure } from "../ipc/result.ts";
import type { ImageBudget } from "../media/image-budget.ts";
import type { PreparedMedia } from "../media/prepared-media.ts";
import type { ReplyTask } from "./reply-task.ts";

export type MessageId = string;
export type ConversationId = string;

export interface TextPart {
  readonly type: "text";
  readonly text: string;
  /** One of several answers, which reached the most tokens it may have; the reply goes on with the next. */
  readonly isCut?: true;
}

export interface ThoughtPart {
  readonly type: "thought";
  readonly text: string;
  /** From the first token of the thought to its end; null while the model is still thinking. */
  readonly durationMs: number | null;
}

/** A picture, a sound or a film that the person attached. */
export interface MediaPart {
  readonly type: "media";
  readonly kind: "image" | "audio" | "video";
  /** SHA-256 of the original's bytes, lower-case hex; they lie beside the database under this name. */
  readonly hash: string;
  readonly mediaType: string;
  /** Of the file; for the page of a document, with its number. */
  readonly name: string;
  /** Of the original. */
  readonly sizeBytes: number;
  /** Tokens an image may take; null for sound. */
  readonly budget: ImageBudget | null;
  /** What the model is given of it, in order: one image; the clips of a sound; frames and clips of a film. */
  readonly prepared: readonly PreparedPiece[];
  /** Of the original, as it is looked at; null for sound. */
  readonly widthPx: number | null;
  readonly heightPx: number | null;
  /** null for images. */
  readonly durationMs: number | null;
  /** A small image of it; null where there is none. */
  readonly thumbnailHash: string | null;
}

export type PreparedPiece = PreparedMedia & {
  /** Where in its film or sound it begins; null for images. */
  readonly timeMs: number | null;
};

/** A text file that the person attached: the model reads it before the message. */
export interface FilePart {
  readonly type: "file";
  readonly name: string;
  readonly text: string;
}

/** In a message of a person they come before its text. */
export type Attachment = MediaPart | FilePart;

export type MessagePart = TextPart | ThoughtPart | Attachment;

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
  /** What a reply was asked for with, beside the chat's settings. */
  readonly task: ReplyTask | null;
}

/** The visible text of a message: what Copy copies, and without attached files what the model reads. */
export function textOf(message: Pick<Message, "parts">): string {
  return message.parts
    .filter((part) => part.type === "text")
    .map((part) => part.text)
    .join("\n\n");
}

export function thoughtOf(message: Pick<Message, "parts">): ThoughtPart | null {
  return message.parts.find((part) => part.type === "thought") ?? null;
}

export function attachmentsOf(message: Pick<Message, "parts">): readonly Attachment[] {
  return message.parts.filter((part) => part.type === "media" || part.type === "file");
}

export function mediaOf(message: Pick<Message, "parts">): readonly MediaPart[] {
  return message.parts.filter((part) => part.type === "media");
}
