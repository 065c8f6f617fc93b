import type { ChosenToken } from "../token-chooser.ts";
import type { Decoder, DecoderOptions } from "../decoder.ts";
import { replyTokens } from "../reply-tokens.ts";
import { mostDrafts, type DraftOffer, type DraftPlan, type DraftPolicy } from "./draft-plan.ts";
import { LookupIndex, type LookupMatch } from "./lookup-index.ts";

/** A small model beside the large one. */
export interface Drafter {
  /**
   * @param logits index of the logits that the last token was chosen from: the drafter goes on from the state
   * behind them, so nothing may have been evaluated since
   * @param token the last token, not evaluated yet
   * @param position of that token
   * @returns at most `most` tokens; fewer, even none, where it cannot go on or was stopped
   */
  draft(options: {
    readonly logits: number;
    readonly token: number;
    readonly position: number;
    readonly most: number;
    readonly signal: AbortSignal;
  }): Promise<readonly number[]>;
  /** Frees its memory. Must be called before the context is disposed of. */
  close(): Promise<void>;
}

export interface DraftingDecoderOptions extends DecoderOptions {
  readonly policy: DraftPolicy;
  /** null: none. */
  readonly drafter: Drafter | null;
  readonly usesLookup: boolean;
}

/**
 * Evaluates a token together with drafts of those that follow, and chooses the tokens of all their positions in
 * order: what is chosen is a draft that was right, or the token that comes instead of a wrong one. Whatever
 * chooses tokens works as without drafts, as it sees the same logits in the same order.
 */
export class DraftingDecoder implements Decoder {
  readonly #options: DraftingDecoderOptions;
  readonly #index: LookupIndex | null;
  #step: Promise<Evaluated | null>;
  /** What the next evaluation goes on from. */
  #last = { token: 0, logits: 0 };

  constructor(options: DraftingDecoderOptions) {
    this.#options = options;
    this.#index = options.usesLookup ? new LookupIndex(options.cells) : null;
    this.#step = Promise.resolve({ drafts: [], logits: [options.logits], measured: null });
  }

  async next(): Promise<readonly ChosenToken[] | null> {
    const step = await this.#step;
    if (step === null || this.#options.signal.aborted) return null;
    const chosen = await this.#choose(step);
    const { context, count } = this.#options;
    const { drafts, measured } = step;
    const accepted = chosen.filter(({ token }, at) => token === drafts[at]).length;
    // The last token that is chosen is evaluated next, even where it was drafted.
    if (drafts.length > 0) context.cutDrafts(context.usedTokens - drafts.length + chosen.length - 1);
    if (measured !== null) {
      const compared = Math.min(chosen.length, drafts.length);
      this.#options.policy.record({ ...measured, drafted: drafts.length, compared, accepted });
      count(drafts.length, accepted);
    }
    return chosen;
  }

  advance(): void {
    this.#step = this.#evaluate();
    // `next` reports the failure.
    this.#step.catch(() => undefined);
  }

  async settle(): Promise<void> {
    await this.#step.catch(() => undefined);
  }

  async #choose({ drafts, logits }: Evaluated): Promise<readonly ChosenToken[]> {
    const { chooser, signal, isLongEnough } = this.#options;
    const chosen: ChosenToken[] = [];
    for (const row of logits) {
      const next = await chooser.choose(row);
      const isDrafted = next.token === drafts[chosen.length];
      chosen.push(next);
      this.#index?.push(next.token);
      this.#last = { token: next.token, logits: row };
      if (!isDrafted || signal.aborted || replyTokens(chosen, isLongEnough).end !== null) break;
    }
    return chosen;
  }

  /** Begins synchronously where no drafter is asked. */
  async #evaluate(): Promise<Evaluated | null> {
    const { context, policy, signal } = this.#options;
    const { token } = this.#last;
    const most = Math.min(context.sizeTokens - context.usedTokens, context.batchTokens) - 1;
    const match = this.#index?.find(Math.min(most, mostDrafts.lookup)) ?? null;
    const offer = this.#offer(match, most);
    const { needsTokens, bestThreads: threads, isTrying } = context.threads;
    const plan = needsTokens ? null : policy.plan(offer);
    const startedAtMs = performance.now();
    const drafts =
      plan === null ? [] : plan.source === "drafter" ? await this.#draft(plan) : drafted(match, plan);
    const evaluatedAtMs = performance.now();
    const logits =
      drafts.length === 0
        ? listOf(await context.add([token], true, { signal }))
        : await context.addDrafts([token, ...drafts], { signal });
    if (logits === null) return null;
    const draftingMs = evaluatedAtMs - startedAtMs;
    const evaluationMs = performance.now() - evaluatedAtMs;
    return { drafts, logits, measured: isTrying ? null : { plan, offer, draftingMs, evaluationMs, threads } };
  }

  #offer(match: LookupMatch | null, most: number): DraftOffer {
    return {
      drafter: this.#options.drafter === null ? 0 : Math.min(most, mostDrafts.drafter),
      lookup: match === null ? null : { matchLength: match.length, tokens: match.drafts.length },
    };
  }

  async #draft({ tokens }: NonNullable<DraftPlan>): Promise<readonly number[]> {
    const { context, drafter, signal } = this.#options;
    const position = context.usedTokens;
    return (await drafter?.draft({ ...this.#last, position, most: tokens, signal })) ?? [];
  }
}

interface Evaluated {
  readonly drafts: readonly number[];
  /** Indexes of the logits after the evaluated token, and after each draft. */
  readonly logits: readonly number[];
  /** null: it was the prompt, or a trial of another number of threads. */
  readonly measured: {
    readonly plan: DraftPlan;
    readonly offer: DraftOffer;
    readonly draftingMs: number;
    readonly evaluationMs: number;
    readonly threads: number;
  } | null;
}

const drafted = (match: LookupMatch | null, { tokens }: NonNullable<DraftPlan>) =>
  match?.drafts.slice(0, tokens) ?? [];

const listOf = (logits: number | null) => (logits === null ? null : [logits]);
