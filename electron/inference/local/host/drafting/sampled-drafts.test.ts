import { afterAll, beforeAll, expect, it } from "vitest";
import { seededRandom } from "../../../../../scripts/soak/seeded-random.ts";
import { eagerDecoder, knowingDrafter } from "../../../../../tests/fixtures/guided-drafts.ts";
import { fixtureModel } from "../../../../../tests/fixtures/models.ts";
import { RecordedGeneration } from "../../../../../tests/fixtures/recorded-generation.ts";
import type { StartDecoder } from "../decoder.ts";
import type { EngineModel } from "../engine-model.ts";
import { openLlamaLibrary, type LlamaLibrary } from "../llama-library.ts";
import { loadModel } from "../load-model.ts";

let library: LlamaLibrary;
let model: EngineModel;
beforeAll(async () => {
  library = await openLlamaLibrary();
  const modelPath = await fixtureModel("babbling-dense");
  const { signal } = new AbortController();
  const options = { onProgress: () => undefined, signal, scratchFolder: null };
  model = await loadModel(library, { modelId: "m", modelPath, contextLength: 512, threads: 1 }, options);
});
afterAll(async () => {
  await model.dispose();
  await library.llama.dispose();
});

const replies = 400;
/** At this temperature, a few tokens have most of the probability. */
const temperature = 0.06;

const run = async (seed: number, temperatureOf: number, startDecoder?: StartDecoder) => {
  const sampling = { temperature: temperatureOf, topP: 1, topK: 0, seed };
  const recorded = new RecordedGeneration({ sampling, maxTokens: 3 }, {}, startDecoder);
  const result = await recorded.run(model);
  return { tokens: recorded.tokens, promptTokens: result?.stats.promptTokens ?? 0 };
};

/** How often the second token, the first that is drafted, is the draft, and how often each group of others. */
function counted(tokens: readonly (number | undefined)[], draft: number | undefined): readonly number[] {
  const groups = Array.from({ length: 8 }, () => 0);
  for (const token of tokens) {
    const group = token === draft ? 0 : 1 + ((token ?? 0) % 7);
    groups[group] = (groups[group] ?? 0) + 1;
  }
  return groups;
}

it(
  "samples from the same distribution with drafts as without (chi-square)",
  { timeout: 60_000 },
  async () => {
    const greedy = await run(0, 0);
    const [, draft] = greedy.tokens;
    const random = seededRandom(1);
    const drafter = knowingDrafter(greedy.tokens, greedy.promptTokens, { random, wrong: 0 });
    const plain: (number | undefined)[] = [];
    const drafted: (number | undefined)[] = [];
    for (let seed = 1; seed <= replies; seed++) {
      plain.push((await run(seed, temperature)).tokens[1]);
      drafted.push((await run(seed + 100_000, temperature, eagerDecoder(random, drafter))).tokens[1]);
    }
    const expected = counted(plain, draft);
    const found = counted(drafted, draft);
    // Drafts are accepted in some replies and rejected in most.
    expect(expected[0]).toBeGreaterThan(replies / 20);
    expect(expected[0]).toBeLessThan(replies / 2);
    const chiSquare = expected.reduce((sum, a, group) => {
      const b = found[group] ?? 0;
      return a + b === 0 ? sum : sum + (a - b) ** 2 / (a + b);
    }, 0);
    // Seven degrees of freedom: one of a thousand pairs of equal distributions is above.
    expect(chiSquare).toBeLessThan(24.3);
  },
);
