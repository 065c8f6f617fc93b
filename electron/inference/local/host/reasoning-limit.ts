/**
 * Decides where reasoning is cut short: when its budget is used up, or when the user wants the answer now.
 *
 * Reasoning is cut between two words; a used-up budget waits for the end of a line at first. After
 * `allowanceTokens` it is cut anywhere.
 */
export class ReasoningLimit {
  #endsAt: number;
  #waitsForLineEnd = true;
  #tokens = 0;

  /** @param budgetTokens null or 0: no limit; whether a model reasons at all is decided by its template */
  constructor(budgetTokens: number | null) {
    this.#endsAt = budgetTokens === null || budgetTokens === 0 ? Infinity : budgetTokens;
  }

  get isReached(): boolean {
    return this.#tokens >= this.#endsAt;
  }

  /** Call for every token of the reasoning. */
  count(): void {
    this.#tokens++;
  }

  /** Ends the reasoning at the next word boundary. */
  endNow(): void {
    this.#endsAt = Math.min(this.#endsAt, this.#tokens);
    this.#waitsForLineEnd = false;
  }

  /**
   * Whether reasoning that ends with `before` may be cut when `after` would follow.
   * @param isMidCharacter whether the last character is incomplete
   */
  cutsBetween(before: string, after: string, isMidCharacter: boolean): boolean {
    if (!this.isReached) return false;
    const over = this.#tokens - this.#endsAt;
    if (over >= allowanceTokens) return true;
    if (isMidCharacter) return false;
    const mayCutLine = !this.#waitsForLineEnd || over >= lineAllowanceTokens;
    return isLineEnd(before, after) || (mayCutLine && isWordBoundary(before, after));
  }
}

/** How many tokens may follow a used-up budget. */
export const allowanceTokens = 32;
/** How many of them may follow to complete a line. */
const lineAllowanceTokens = 16;

const isLineEnd = (before: string, after: string) => /\n[ \t]*$/.test(before) || /^[ \t]*\r?\n/.test(after);

const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

/** In languages without spaces as well. */
function isWordBoundary(before: string, after: string): boolean {
  if (before === "" || after === "") return true;
  const segment = segmenter.segment(before + after).containing(before.length);
  return segment?.index === before.length;
}
