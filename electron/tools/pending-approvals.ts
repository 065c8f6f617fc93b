import type { ConversationId } from "../../shared/chat/message.ts";
import type { PartId } from "../../shared/chat/message-part.ts";

/** A call that waits for the user. */
export interface PendingCall {
  readonly partId: PartId;
  readonly conversationId: ConversationId;
  /** The key of its tool. */
  readonly tool: string;
  readonly hasUntrustedText: boolean;
}

export type CallDecision =
  | { readonly type: "allow" }
  | { readonly type: "deny"; readonly words: string }
  /** The reply ended before the user decided. */
  | { readonly type: "withdrawn" };

/** The calls that wait for the user's decision. */
export class PendingApprovals {
  readonly #waiting = new Map<PartId, { call: PendingCall; settle: (decision: CallDecision) => void }>();

  /** Resolves with the user's decision, or when the signal is aborted. Never rejects. */
  ask(call: PendingCall, signal: AbortSignal): Promise<CallDecision> {
    const { promise, resolve } = Promise.withResolvers<CallDecision>();
    const withdraw = () => settle({ type: "withdrawn" });
    const settle = (decision: CallDecision) => {
      this.#waiting.delete(call.partId);
      signal.removeEventListener("abort", withdraw);
      resolve(decision);
    };
    this.#waiting.set(call.partId, { call, settle });
    signal.addEventListener("abort", withdraw);
    if (signal.aborted) withdraw();
    return promise;
  }

  get(partId: PartId): PendingCall | null {
    return this.#waiting.get(partId)?.call ?? null;
  }

  all(): readonly PendingCall[] {
    return [...this.#waiting.values()].map(({ call }) => call);
  }

  /** Ignored where the call no longer waits. */
  decide(partId: PartId, decision: CallDecision): void {
    this.#waiting.get(partId)?.settle(decision);
  }
}
