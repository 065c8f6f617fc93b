import type { EngineModel } from "../../../electron/inference/local/host/engine-model.ts";
import { mostDrafts } from "../../../electron/inference/local/host/drafting/draft-plan.ts";
import { median } from "../statistics.ts";

/** Milliseconds, as medians. */
export interface MeasuredCosts {
  /** By the number of tokens in one evaluation. */
  readonly evaluationMs: ReadonlyMap<number, number>;
  /** To draft one token; 0: there is no drafter. */
  readonly draftMs: number;
}

const measuredCounts = [1, 2, 3, 4, 5, 6, 7, 8, 12, 16];
const warmUps = 1;
const prompt = Array.from({ length: 64 }, (_, at) => 3000 + at);

/** Measures what evaluations cost, a little in each round, so that other programs disturb all rounds alike. */
export class CostMeasurement {
  readonly #evaluations = new Map<number, number[]>(measuredCounts.map((count) => [count, []]));
  readonly #drafts: number[] = [];

  get medians(): MeasuredCosts {
    return {
      evaluationMs: new Map([...this.#evaluations].map(([count, times]) => [count, median(times)])),
      draftMs: this.#drafts.length === 0 ? 0 : median(this.#drafts),
    };
  }

  /** Evaluates a few tokens at a time, with logits for each, as the verification of drafts does. */
  async measure(model: EngineModel, repetitions: number): Promise<void> {
    const { context } = model;
    const { signal } = new AbortController();
    context.clear();
    await context.add(prompt, true);
    for (let repetition = 0; repetition < repetitions + warmUps; repetition++) {
      for (const count of measuredCounts) {
        const startedAtMs = performance.now();
        const rows = await context.addDrafts(prompt.slice(0, count), { signal });
        const tookMs = performance.now() - startedAtMs;
        const draftMs = count === 1 ? await timeDrafts(model, rows?.[0] ?? 0) : null;
        context.cutDrafts(prompt.length);
        if (repetition < warmUps) continue;
        this.#evaluations.get(count)?.push(tookMs);
        if (draftMs !== null) this.#drafts.push(draftMs);
      }
    }
    context.clear();
  }
}

const draftedAtOnce = 3;

/** For each token; null: there is no drafter. */
async function timeDrafts({ context, drafting }: EngineModel, logits: number): Promise<number | null> {
  if (drafting.drafter === null) return null;
  const { signal } = new AbortController();
  const startedAtMs = performance.now();
  const position = context.usedTokens;
  await drafting.drafter.draft({ logits, token: prompt[0] ?? 0, position, most: draftedAtOnce, signal });
  return (performance.now() - startedAtMs) / draftedAtOnce;
}

/**
 * The time of the best constant number of drafts for a token, and that number.
 * @param isRight for each token of the reply, whether the drafter is right about it
 */
export function bestPossible(
  { evaluationMs, draftMs }: MeasuredCosts,
  {
    isRight,
    choosingMs,
    isDrafterUsed,
  }: { isRight: readonly boolean[]; choosingMs: number; isDrafterUsed: boolean },
): { readonly drafts: number; readonly msPerToken: number } {
  const most = isDrafterUsed ? mostDrafts.drafter : mostDrafts.lookup;
  const possible = [...evaluationMs].filter(([tokens]) => tokens - 1 <= most);
  const options = possible.map(([tokens, ms]) => {
    const drafts = tokens - 1;
    const spentMs = ms + (isDrafterUsed ? drafts * draftMs : 0);
    const evaluations = evaluationsOf(isRight, drafts);
    return { drafts, msPerToken: (evaluations * spentMs) / isRight.length + choosingMs };
  });
  return options.reduce((best, option) => (option.msPerToken < best.msPerToken ? option : best));
}

/** How many evaluations a reply takes, each with that many drafts. */
function evaluationsOf(isRight: readonly boolean[], drafts: number): number {
  let evaluations = 0;
  for (let made = 0; made < isRight.length; evaluations++) {
    const offered = isRight.slice(made, made + drafts);
    const wrongAt = offered.indexOf(false);
    made += 1 + (wrongAt < 0 ? offered.length : wrongAt);
  }
  return evaluations;
}
