/**
 * How many of the drafts of one kind the model accepts, by their place: measured, and what is usual before that.
 * Drafts that follow drafts are accepted less and less often, or more often where a text is being copied.
 */
export class Acceptance {
  readonly #usual: { readonly first: number; readonly later: number };
  /** Of the first draft, of the second where the first was accepted, and so on; the last is for all that follow. */
  readonly #rates = Array.from({ length: toldApart }, () => new Rate());

  /**
   * @param usual the share that is accepted of first drafts, and of those after an accepted one, before anything
   * is measured
   */
  constructor(usual: { readonly first: number; readonly later: number }) {
    this.#usual = usual;
  }

  /** The share of first drafts that is accepted. */
  get first(): number {
    return this.#rates[0]?.value(this.#usual.first) ?? this.#usual.first;
  }

  /** How many tokens an evaluation with this number of drafts is expected to give. */
  expectedTokens(drafts: number): number {
    let tokens = 1;
    let chance = 1;
    let usual = this.#usual.first;
    for (let place = 0; place < drafts; place++) {
      const share = this.#rates[Math.min(place, toldApart - 1)]?.value(usual) ?? usual;
      chance *= share;
      tokens += chance;
      // What follows is like what comes before it, unless it is measured.
      usual = place === 0 ? Math.max(this.#usual.later, share) : share;
    }
    return tokens;
  }

  /**
   * @param compared how many drafts were compared with the model's choice: those up to the first rejected one
   */
  record(compared: number, accepted: number): void {
    for (let place = 0; place < compared; place++) {
      this.#rates[Math.min(place, toldApart - 1)]?.record(1, place < accepted ? 1 : 0);
    }
  }

  /** Call when drafts were possible and not made: what was measured counts for less and less. */
  forgetSome(): void {
    for (const rate of this.#rates) rate.forgetSome();
  }
}

/** Of how many places the shares are told apart. */
const toldApart = 8;

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
