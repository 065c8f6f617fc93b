/** How many of the drafts of one kind the model accepts: measured, and what is usual before that. */
export class Acceptance {
  readonly #usual: { readonly first: number; readonly later: number };
  readonly #first = new Rate();
  readonly #later = new Rate();

  /**
   * @param usual the share that is accepted of first drafts, and of those after an accepted one, before anything
   * is measured
   */
  constructor(usual: { readonly first: number; readonly later: number }) {
    this.#usual = usual;
  }

  /** The share of first drafts that is accepted. */
  get first(): number {
    return this.#first.value(this.#usual.first);
  }

  /** How many tokens an evaluation with this number of drafts is expected to give. */
  expectedTokens(drafts: number): number {
    let tokens = 1;
    let chance = this.#first.value(this.#usual.first);
    const later = this.#later.value(Math.max(this.#usual.later, chance));
    for (let draft = 0; draft < drafts; draft++) {
      tokens += chance;
      chance *= later;
    }
    return tokens;
  }

  /**
   * @param compared how many drafts were compared with the model's choice: those up to the first rejected one
   */
  record(compared: number, accepted: number): void {
    if (compared === 0) return;
    this.#first.record(1, Math.min(1, accepted));
    this.#later.record(compared - 1, Math.max(0, accepted - 1));
  }

  /** Call when drafts were possible and not made: what was measured counts for less and less. */
  forgetSome(): void {
    this.#first.forgetSome();
    this.#later.forgetSome();
  }
}

class Rate {
  #hits = 0;
  #count = 0;

  /** @param usual before anything is measured */
  value(usual: number): number {
    return (this.#hits + usual * usualWeight) / (this.#count + usualWeight);
  }

  record(count: number, hits: number): void {
    const kept = keptPerDraft ** count;
    this.#hits = this.#hits * kept + hits;
    this.#count = this.#count * kept + count;
  }

  forgetSome(): void {
    this.#hits *= keptPerPass;
    this.#count *= keptPerPass;
  }
}

/** As many drafts the expectation counts for. */
const usualWeight = 4;
/** Some 70 drafts ago counts for half. */
const keptPerDraft = 0.99;
/** What was measured some 200 tokens ago counts for half. */
const keptPerPass = 0.9965;
