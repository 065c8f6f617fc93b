/** Where drafts come from. */
export type DraftSource = "drafter" | "lookup";

/** What could be drafted for the next evaluation. */
export interface DraftOffer {
  /** How many tokens the drafter could draft; 0: there is none. */
  readonly drafter: number;
  /** null: the last tokens did not occur before. */
  readonly lookup: { readonly matchLength: number; readonly tokens: number } | null;
}

/** null: the next token is evaluated alone. */
export type DraftPlan = { readonly source: DraftSource; readonly tokens: number } | null;

/** What an evaluation took and gave. */
export interface DraftOutcome {
  readonly plan: DraftPlan;
  readonly offer: DraftOffer;
  /** How many tokens were drafted, which may be fewer than planned. */
  readonly drafted: number;
  readonly draftingMs: number;
  /** Of one token and the drafts. */
  readonly evaluationMs: number;
  /** How many threads evaluated them. */
  readonly threads: number;
  /** How many drafts were compared with the model's choice: those up to the first rejected one. */
  readonly compared: number;
  readonly accepted: number;
}

/** Decides how many tokens are drafted, and learns from the outcomes. */
export interface DraftPolicy {
  plan(offer: DraftOffer): DraftPlan;
  record(outcome: DraftOutcome): void;
}

/** As few as pay, and as many as a batch of the fastest kernels holds. */
export const mostDrafts = { drafter: 7, lookup: 15 } as const;
