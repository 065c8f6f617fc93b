import type { ConversationId, MessageId } from "./message.ts";

/** What happens to a reply between Send and its end. */
export type RunPhase =
  /** Other replies come first; `ahead` is how many. */
  | { readonly type: "queued"; readonly ahead: number }
  | { readonly type: "loading-model"; readonly progress: number }
  /** The model reads the conversation; progress 0 to 1. */
  | { readonly type: "reading"; readonly progress: number; readonly medium?: MediumInProgress }
  | { readonly type: "thinking"; readonly elapsedMs: number }
  | { readonly type: "answering" };

/** One of the media that the model takes in before it can go on. */
export interface MediumInProgress {
  readonly kind: "image" | "audio";
  /** Counted from 1. */
  readonly place: number;
  readonly of: number;
}

export interface Run {
  readonly runId: string;
  readonly conversationId: ConversationId;
  /** The assistant message that is being written. */
  readonly messageId: MessageId;
  readonly phase: RunPhase;
  /** Number of the last delta already contained in the message; deltas count from 1. */
  readonly seq: number;
}

export interface RunDelta {
  readonly runId: string;
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly seq: number;
  readonly part: "thought" | "text";
  readonly text: string;
}
