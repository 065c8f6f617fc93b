/**
 * Limits what drafting may lose against plain decoding. Accounts are kept in time: what plain decoding would
 * have taken for the same tokens, less what was spent. Drafts are allowed while the expected loss fits into a
 * percent of the recent time, plus one evaluation for a beginning; gains are saved up only to the same amount,
 * so that text which was easy to draft does not pay for text which is not.
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
    this.#lostMs = Math.max(-plainMs, this.#lostMs * kept + spentMs - tokens * plainMs);
  }
}

const allowedShare = 0.01;
/** Some 250 tokens are recent. */
const keptPerToken = 0.996;
