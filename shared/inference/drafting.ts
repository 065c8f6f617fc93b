import type { Failure } from "../ipc/result.ts";

/**
 * How a loaded model drafts tokens, which it then verifies several at a time. Drafting changes the speed of a
 * reply, and never its text.
 */
export interface Drafting {
  /** Drafts of a small model (MTP) that was loaded beside the large one. */
  readonly drafter: DraftSourceState;
  /** Drafts that repeat text of the prompt or of the reply itself. */
  readonly lookup: DraftSourceState;
}

export type DraftSourceState =
  /** The load request did not ask for it. */
  | { readonly type: "none" }
  /** It was asked for and cannot be used, for this reason. */
  | { readonly type: "unavailable"; readonly problem: Failure }
  /** @property measured null: nothing was measured yet */
  | { readonly type: "on"; readonly measured: DraftingMeasure | null }
  /** Switched off by measurement. It is tried again now and then. */
  | {
      readonly type: "paused";
      readonly reason: DraftingPauseReason;
      readonly measured: DraftingMeasure;
    };

export type DraftingPauseReason =
  /** The model rejects most of the drafted tokens. */
  | "low-acceptance"
  /** On this computer, as it is now, verifying several tokens costs more than the accepted ones save. */
  | "slow-verification";

/** Of recent drafts. */
export interface DraftingMeasure {
  /** The share of drafted tokens that the model accepted, 0 to 1. */
  readonly acceptanceRate: number;
  /** The speed while drafting relative to plain decoding: 1.3 is 30 % faster, 0.9 is 10 % slower. */
  readonly speedup: number;
}

/** Of one reply. */
export interface DraftedTokens {
  readonly drafted: number;
  /** How many of them the model agreed with. */
  readonly accepted: number;
}

export const noDrafting: Drafting = { drafter: { type: "none" }, lookup: { type: "none" } };
