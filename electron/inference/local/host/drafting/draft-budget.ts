/**
 * Limits what drafting may lose against plain decoding. It counts what was spent beyond what plain decoding would
 * have taken for the same tokens. Drafts are allowed while the loss that they risk fits into less than a percent
 * of the recent time, plus one evaluation for a beginning. Gains are saved up only to a few evaluations, so that
 * text which was easy to draft does not pay for text which is not.
 */
export class DraftBudget {
  #lostMs = 0;
  #recentMs = 0;

  /**
   * @param riskMs the loss if the first draft is rejected, times the chance of that
   * @param plainMs what one token takes without drafts
   */
  allows(riskMs: number, plainMs: number): boolean {
    return this.#lostMs + riskMs <= this.#recentMs * allowedShare + plainMs;
  }

  /** @param tokens how many tokens the evaluation gave */
  record(tokens: number, spentMs: number, plainMs: number): void {
    const kept = keptPerToken ** tokens;
    this.#recentMs = this.#recentMs * kept + tokens * plainMs;
    this.#lostMs = Math.max(-savedTokens * plainMs, this.#lostMs * kept + spentMs - tokens * plainMs);
  }
}

/** A run of wrong drafts is usual even where drafting pays. */
const savedTokens = 4;
const allowedShare = 0.007;
/** Some 500 tokens are recent. */
const keptPerToken = 0.998;
