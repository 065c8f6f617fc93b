import type {
  DraftingMeasure,
  DraftingPauseReason,
  DraftSourceState,
} from "../../../../../shared/inference/drafting.ts";

/** What is reported of one source of drafts. */
export class SourceRecord {
  #drafted = 0;
  #accepted = 0;
  #plainMs = 0;
  #spentMs = 0;
  /** How many offers in a row were not taken. */
  #declined = 0;
  #reason: DraftingPauseReason = "low-acceptance";

  get state(): Extract<DraftSourceState, { readonly type: "on" | "paused" }> {
    const { measured } = this;
    if (measured === null || this.#declined < declinedBeforePause) return { type: "on", measured };
    return { type: "paused", reason: this.#reason, measured };
  }

  get measured(): DraftingMeasure | null {
    if (this.#drafted < 1 || this.#spentMs === 0) return null;
    return { acceptanceRate: this.#accepted / this.#drafted, speedup: this.#plainMs / this.#spentMs };
  }

  /** @param plainMs what plain decoding would have taken for the same tokens */
  took(drafted: number, accepted: number, plainMs: number, spentMs: number): void {
    this.#declined = 0;
    this.#drafted = this.#drafted * kept + drafted;
    this.#accepted = this.#accepted * kept + accepted;
    this.#plainMs = this.#plainMs * kept + plainMs;
    this.#spentMs = this.#spentMs * kept + spentMs;
  }

  declined(reason: DraftingPauseReason): void {
    this.#declined++;
    this.#reason = reason;
  }
}

/** Fewer are an exploration that came to nothing, or one bad passage. */
const declinedBeforePause = 24;
/** Some 100 evaluations are reported. */
const kept = 0.99;
