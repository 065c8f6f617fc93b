import type { DraftingPauseReason, DraftSourceState } from "../../../../../shared/inference/drafting.ts";
import { Acceptance } from "./acceptance.ts";
import { DraftBudget } from "./draft-budget.ts";
import type { DraftOffer, DraftOutcome, DraftPlan, DraftPolicy, DraftSource } from "./draft-plan.ts";
import { EvaluationCosts } from "./evaluation-costs.ts";
import { SourceRecord } from "./source-record.ts";

/**
 * Drafts what is expected to be fastest, by the measured times of evaluations and of drafting and by the drafts
 * that were accepted: nothing where that does not pay. All is measured on the loaded model while it decodes, so
 * it follows the text, the processor and what else runs on it.
 */
export class MeasuredPolicy implements DraftPolicy {
  readonly #costs = new EvaluationCosts();
  readonly #budget = new DraftBudget();
  readonly #drafter = new Acceptance({ first: 0.7, later: 0.7 });
  readonly #lookup = usualOfMatches.map((usual) => new Acceptance(usual));
  readonly #records = { drafter: new SourceRecord(), lookup: new SourceRecord() };
  #sincePlain = 0;

  stateOf(source: DraftSource): Extract<DraftSourceState, { readonly type: "on" | "paused" }> {
    return this.#records[source].state;
  }

  plan(offer: DraftOffer): DraftPlan {
    const plainMs = this.#costs.msOf(1);
    // Only evaluations of single tokens show what is gained.
    if (plainMs === null || this.#sincePlain >= mostWithoutPlain) return null;
    const best = this.#candidates(offer, plainMs).reduce<Candidate | null>(
      (found, candidate) => (found === null || candidate.msPerToken < found.msPerToken ? candidate : found),
      null,
    );
    if (best === null || best.msPerToken > plainMs * worthwhile) return null;
    return { source: best.source, tokens: best.tokens };
  }

  record(outcome: DraftOutcome): void {
    const { plan, drafted, accepted, compared, draftingMs, evaluationMs, threads } = outcome;
    this.#costs.record(1 + drafted, evaluationMs, threads);
    const plainMs = this.#costs.msOf(1);
    if (plan?.source === "drafter" && drafted > 0) this.#costs.recordDrafts(draftingMs / drafted);
    if (drafted === 0 || plan === null) {
      this.#sincePlain = 0;
      this.#recordDeclined(outcome.offer, plainMs);
      if (plainMs !== null) this.#budget.record(1, plainMs + (plan === null ? 0 : draftingMs), plainMs);
      return;
    }
    this.#sincePlain++;
    this.#acceptanceOf(plan.source, outcome.offer).record(compared, accepted);
    if (plainMs === null) return;
    // As another program may have interrupted it, it counts as much as such evaluations usually do.
    const spentMs = draftingMs + (this.#costs.msOf(1 + drafted) ?? evaluationMs);
    const tokens = 1 + accepted;
    this.#budget.record(tokens, spentMs, plainMs);
    this.#records[plan.source].took(drafted, accepted, tokens * plainMs, spentMs);
  }

  #candidates(offer: DraftOffer, plainMs: number): readonly Candidate[] {
    const candidates: Candidate[] = [];
    const consider = (source: DraftSource, most: number) => {
      const acceptance = this.#acceptanceOf(source, offer);
      let isMeasured = true;
      for (const tokens of draftCounts) {
        // One step beyond what is measured: larger ones may cost anything.
        if (tokens > most || !isMeasured) break;
        isMeasured = this.#costs.isMeasured(1 + tokens);
        const ms = this.#msWith(source, tokens);
        if (ms === null) continue;
        const riskMs = (1 - acceptance.first) * (ms - plainMs);
        if (!this.#budget.allows(riskMs, plainMs)) continue;
        candidates.push({ source, tokens, msPerToken: ms / acceptance.expectedTokens(tokens) });
      }
    };
    consider("drafter", offer.drafter);
    if (offer.lookup !== null) consider("lookup", offer.lookup.tokens);
    return candidates;
  }

  #msWith(source: DraftSource, tokens: number): number | null {
    const ms = this.#costs.msOf(1 + tokens);
    if (ms === null || source === "lookup") return ms;
    return ms + tokens * this.#costs.draftMs;
  }

  #acceptanceOf(source: DraftSource, offer: DraftOffer): Acceptance {
    if (source === "drafter") return this.#drafter;
    return this.#lookup[matchClass(offer.lookup?.matchLength ?? 0)] ?? this.#drafter;
  }

  #recordDeclined(offer: DraftOffer, plainMs: number | null): void {
    if (offer.drafter > 0) this.#declined("drafter", offer, plainMs, this.#drafter);
    if (offer.lookup !== null) this.#declined("lookup", offer, plainMs, this.#acceptanceOf("lookup", offer));
  }

  #declined(source: DraftSource, offer: DraftOffer, plainMs: number | null, acceptance: Acceptance): void {
    acceptance.forgetSome();
    if (plainMs !== null) this.#records[source].declined(this.#reasonOf(source, offer, plainMs));
  }

  /** Whether drafts that are mostly right would pay. */
  #reasonOf(source: DraftSource, offer: DraftOffer, plainMs: number): DraftingPauseReason {
    const good = new Acceptance({ first: goodShare, later: goodShare });
    const most = source === "drafter" ? offer.drafter : (offer.lookup?.tokens ?? 0);
    const wouldPay = draftCounts.some((tokens) => {
      const isKnown = tokens <= most && this.#costs.isMeasured(1 + tokens);
      const ms = isKnown ? this.#msWith(source, tokens) : null;
      return ms !== null && ms / good.expectedTokens(tokens) <= plainMs * worthwhile;
    });
    return wouldPay ? "low-acceptance" : "slow-verification";
  }
}

interface Candidate {
  readonly source: DraftSource;
  readonly tokens: number;
  readonly msPerToken: number;
}

/** The numbers of drafts that are considered: each has to be measured. */
const draftCounts = [1, 2, 3, 4, 5, 6, 7, 11, 15];
/** What is usual for matches of these lengths. */
const matchLengths = [4, 6, 9, 16];
const usualOfMatches = [
  { first: 0.4, later: 0.75 },
  { first: 0.55, later: 0.8 },
  { first: 0.7, later: 0.85 },
  { first: 0.8, later: 0.92 },
  { first: 0.9, later: 0.97 },
];

function matchClass(length: number): number {
  const longer = matchLengths.findIndex((least) => length < least);
  return longer < 0 ? matchLengths.length : longer;
}

/** A gain that is smaller than the noise of the measurement is none. */
const worthwhile = 0.98;
const goodShare = 0.8;
/** A plain evaluation in between costs at most a percent of the gain. */
const mostWithoutPlain = 96;
