import type { MediumInProgress } from "../inference/generation.ts";
import type { ConversationId, MessageId } from "./message.ts";

/** What happens to a reply between Send and its end. */
export type RunPhase =
  /** Other replies come first; `ahead` is how many. */
  | { readonly type: "queued"; readonly ahead: number }
  | { readonly type: "loading-model"; readonly progress: number }
  /** The conversation is being evaluated; progress 0 to 1. */
  | { readonly type: "prefill"; readonly progress: number; readonly medium?: MediumInProgress }
  | { readonly type: "reasoning"; readonly elapsedMs: number }
  | { readonly type: "answering" }
  /** Tools run; their progress is in the calls. */
  | { readonly type: "using-tools" }
  /** A call waits for the user's decision, and nothing else happens. */
  | { readonly type: "awaiting-approval" }
  /** A request with a higher priority has the engine; the reply continues afterwards. */
  | { readonly type: "paused" };

export interface Run {
  readonly runId: string;
  readonly conversationId: ConversationId;
  /** The assistant message that is being written. */
  readonly messageId: MessageId;
  readonly phase: RunPhase;
  /** Number of the last part event that is contained in the message; events count from 1. */
  readonly seq: number;
}
