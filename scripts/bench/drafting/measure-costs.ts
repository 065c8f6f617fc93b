import type { EngineModel } from "../../../electron/inference/local/host/engine-model.ts";
import { median } from "../statistics.ts";

/** Milliseconds, as medians. */
export interface MeasuredCosts {
  /** By the number of tokens in one evaluation. */
  readonly evaluationMs: ReadonlyMap<number, number>;
  /** To draft one token; 0: there is no drafter. */
  readonly draftMs: number;
}

const measuredCounts = [1, 2, 3, 4, 5, 6, 7, 8, 12, 16];
const warmUps = 2;
const prompt = Array.from({ length: 64 }, (_, at) => 3000 + at);

/** Evaluates a few tokens at a time, with logits for each, as the verification of drafts does. */
export async function measureCosts(model: EngineModel, repetitions: number): Promise<MeasuredCosts> {
  const { context } = model;
  const { signal } = new AbortController();
  const times = new Map<number, number[]>(measuredCounts.map((count) => [count, []]));
  const draftTimes: number[] = [];
  context.clear();
  await context.add(prompt, true);
  for (let repetition = 0; repetition < repetitions + warmUps; repetition++) {
    for (const count of measuredCounts) {
      const startedAtMs = performance.now();
      const rows = await context.addDrafts(prompt.slice(0, count), { signal });
      if (repetition >= warmUps) times.get(count)?.push(performance.now() - startedAtMs);
      const draftMs = count === 1 ? await timeDrafts(model, rows?.[0] ?? 0) : null;
      if (repetition >= warmUps && draftMs !== null) draftTimes.push(draftMs);
      context.cutDrafts(prompt.length);
    }
  }
  context.clear();
  return {
    evaluationMs: new Map([...times].map(([count, of]) => [count, median(of)])),
    draftMs: draftTimes.length === 0 ? 0 : median(draftTimes),
  };
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

/** The time of the best constant number of drafts for a token, of which this share is right; and that number. */
export function bestPossible(
  { evaluationMs, draftMs }: MeasuredCosts,
  { right, choosingMs, isDrafterUsed }: { right: number; choosingMs: number; isDrafterUsed: boolean },
): { readonly drafts: number; readonly msPerToken: number } {
  const options = [...evaluationMs].map(([tokens, ms]) => {
    const drafts = tokens - 1;
    const expected = Array.from({ length: tokens }, (_, at) => right ** at).reduce((a, b) => a + b, 0);
    const spentMs = ms + (isDrafterUsed ? drafts * draftMs : 0);
    return { drafts, msPerToken: spentMs / expected + choosingMs };
  });
  return options.reduce((best, option) => (option.msPerToken < best.msPerToken ? option : best));
}
