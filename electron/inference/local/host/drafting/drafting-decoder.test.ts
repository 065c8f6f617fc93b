import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { indistinct, TokenMargins } from "../../../../../tests/fixtures/token-margins.ts";
import { seededRandom } from "../../../../../scripts/soak/seeded-random.ts";
import type { GenerateRequest } from "../../../../../shared/inference/engine-protocol.ts";
import { eagerDecoder, knowingDrafter } from "../../../../../tests/fixtures/guided-drafts.ts";
import { fixtureModel, type FixtureModelName } from "../../../../../tests/fixtures/models.ts";
import {
  forget,
  RecordedGeneration,
  type Interference,
} from "../../../../../tests/fixtures/recorded-generation.ts";
import type { StartDecoder } from "../decoder.ts";
import type { DraftOutcome, DraftPolicy } from "./draft-plan.ts";
import { DraftingDecoder } from "./drafting-decoder.ts";
import type { EngineModel } from "../engine-model.ts";
import { openLlamaLibrary, type LlamaLibrary } from "../llama-library.ts";
import { loadModel } from "../load-model.ts";

let library: LlamaLibrary;
beforeAll(async () => {
  library = await openLlamaLibrary();
});
afterAll(() => library.llama.dispose());

async function withModel(
  name: FixtureModelName,
  use: (model: EngineModel) => Promise<void>,
  contextLength = 2048,
) {
  const request = { modelId: name, modelPath: await fixtureModel(name), contextLength, threads: 1 };
  const { signal } = new AbortController();
  const model = await loadModel(library, request, {
    onProgress: () => undefined,
    signal,
    scratchFolder: null,
  });
  try {
    await use(model);
  } finally {
    await model.dispose();
  }
}

async function generated(
  model: EngineModel,
  request: Partial<GenerateRequest>,
  startDecoder?: StartDecoder,
  interference: Interference = {},
) {
  forget(model);
  const recorded = new RecordedGeneration(request, interference, startDecoder);
  let result = await recorded.run(model);
  let pauses = 0;
  while (result === null) {
    pauses++;
    recorded.generation.continue();
    result = await recorded.run(model);
  }
  const parts = recorded.reply.parts.map((part) => ({ ...part, id: "", durationMs: 0 }));
  return { recorded, result, pauses, outcome: { tokens: recorded.tokens, end: result.end, parts } };
}

/** Drafts the plain reply, with mistakes, beside what occurred before. */
async function compare(model: EngineModel, request: Partial<GenerateRequest>) {
  const margins = new TokenMargins();
  const plain = await generated(model, request, margins.decoder(model));
  for (const wrong of [0, 0.2, 1]) {
    const random = seededRandom(Math.round(wrong * 10) + 1);
    const drafter = knowingDrafter(plain.outcome.tokens, plain.result.stats.promptTokens, { random, wrong });
    const { outcome, result } = await generated(model, request, eagerDecoder(random, drafter));
    const at = outcome.tokens.findIndex((token, place) => token !== plain.outcome.tokens[place]);
    if (at >= 0) {
      expect(margins.between(at, outcome.tokens[at], plain.outcome.tokens[at])).toBeLessThan(indistinct);
      continue;
    }
    expect(outcome).toEqual(plain.outcome);
    expect(result.stats.contextUsedTokens).toBe(plain.result.stats.contextUsedTokens);
    const { drafted = 0, accepted = 0 } = result.stats.drafting ?? {};
    expect(drafted).toBeGreaterThan(0);
    if (wrong === 0) expect(accepted).toBeGreaterThan(0.5 * outcome.tokens.length);
  }
  return plain;
}

const story = "The boat left at dawn, and nobody had slept. ".repeat(10);
const weather = {
  name: "get_weather",
  description: "",
  parameters: { type: "object", properties: { city: { type: "string" } } },
} as const;
const schema = {
  type: "object",
  properties: { a: { type: "integer" }, b: { type: "string" } },
  required: ["a"],
};

describe("decoding with drafts", () => {
  it.each(["babbling-dense", "babbling-dense-q4", "babbling-per-layer", "babbling-mixture"] as const)(
    "chooses the tokens that are chosen without them, past the sliding window (%s)",
    { timeout: 60_000 },
    (name) =>
      withModel(name, async (model) => {
        const turns = [{ role: "user", text: story }] as const;
        await compare(model, { turns, maxTokens: 150, thinking: true });
      }),
  );

  it(
    "follows reasoning, calls, grammars, stop strings and limits as without them",
    { timeout: 60_000 },
    async () => {
      await withModel("long-thought", async (model) => {
        const { result } = await compare(model, { thinking: true, reasoningBudgetTokens: 40 });
        expect(result.end).toBe("end-of-turn");
        await compare(model, { thinking: true, maxTokens: 33 });
      });
      await withModel("showcase", async (model) => {
        await compare(model, { stop: ["table"] });
        await compare(model, { logprobs: 2, maxTokens: 60 });
      });
      await withModel("calling", async (model) => {
        const { result } = await compare(model, { thinking: true, tools: [weather] });
        expect(result.end).toBe("tool-calls");
      });
      await withModel("babbling-dense", async (model) => {
        await compare(model, { jsonSchema: schema, maxTokens: 80 });
      });
    },
  );

  it("fills a context to its last position, and goes on in a shortened one", { timeout: 60_000 }, () =>
    withModel(
      "babbling-dense",
      async (model) => {
        const { result } = await compare(model, { turns: [{ role: "user", text: story }] });
        expect(result.end).toBe("context-full");
        expect(result.stats.contextUsedTokens).toBe(512);
      },
      512,
    ),
  );

  it("is paused, stopped and told to answer between evaluations", { timeout: 60_000 }, async () => {
    await withModel("babbling-dense", async (model) => {
      const request = { turns: [{ role: "user", text: story }], maxTokens: 100 } as const;
      const plain = await generated(model, request);
      const drafter = knowingDrafter(plain.outcome.tokens, plain.result.stats.promptTokens, {
        random: seededRandom(1),
        wrong: 0.2,
      });
      const drafting = eagerDecoder(seededRandom(2), drafter);
      const paused = await generated(model, request, drafting, {
        beforeToken: (_, generation) => generation.pause(),
      });
      expect(paused.pauses).toBeGreaterThan(10);
      expect(paused.outcome).toEqual(plain.outcome);
      forget(model);
      const stopped = new RecordedGeneration(
        request,
        { beforeToken: (index) => index > 30 && stopped.abort.abort() },
        drafting,
      );
      expect((await stopped.run(model))?.end).toBe("stopped");
      expect(stopped.tokens).toEqual(plain.outcome.tokens.slice(0, stopped.tokens.length));
    });
    await withModel("long-thought", async (model) => {
      const thought = await generated(model, { thinking: true });
      const drafter = knowingDrafter(thought.outcome.tokens, thought.result.stats.promptTokens, {
        random: seededRandom(1),
        wrong: 0,
      });
      const cut = await generated(model, { thinking: true }, eagerDecoder(seededRandom(2), drafter), {
        beforeToken: (index, generation) => {
          if (index > 20) generation.endReasoning();
        },
      });
      expect(cut.outcome.end).toBe("end-of-turn");
      expect(cut.outcome.parts).toMatchObject([
        { type: "reasoning", status: "complete", isCutShort: true },
        { type: "text", status: "complete" },
      ]);
      expect(cut.outcome.tokens.length).toBeLessThan(thought.outcome.tokens.length / 2);
    });
  });

  it("leaves drafts out while another number of threads is sought, and learns nothing from trials", async () => {
    await withModel("babbling-dense", async (model) => {
      const request = { turns: [{ role: "user", text: story }], maxTokens: 60 } as const;
      const plain = await generated(model, request);
      const drafter = knowingDrafter(plain.outcome.tokens, plain.result.stats.promptTokens, {
        random: seededRandom(1),
        wrong: 0,
      });
      const seen: DraftOutcome[] = [];
      const decoder: StartDecoder = (options) => {
        // Twenty evaluations are asked for as single tokens, ten of them as trials.
        let evaluations = 0;
        const threads = {
          get needsTokens() {
            return ++evaluations <= 20;
          },
          get isTrying() {
            return evaluations > 10 && evaluations <= 20;
          },
          bestThreads: 3,
        };
        const context = new Proxy(options.context, {
          get: (target, name) => {
            if (name === "threads") return threads;
            const value: unknown = Reflect.get(target, name, target);
            return typeof value === "function" ? (value.bind(target) as unknown) : value;
          },
        });
        const policy: DraftPolicy = {
          plan: ({ drafter: most }) => (most === 0 ? null : { source: "drafter", tokens: most }),
          record: (outcome) => seen.push(outcome),
        };
        return new DraftingDecoder({ ...options, context, policy, drafter, usesLookup: false });
      };
      const { outcome } = await generated(model, request, decoder);
      expect(outcome).toEqual(plain.outcome);
      expect(seen.slice(0, 10).map(({ drafted }) => drafted)).toEqual(Array.from({ length: 10 }, () => 0));
      // The ten trials are not among them.
      expect(seen[10]?.drafted).toBe(7);
      expect(new Set(seen.map(({ threads }) => threads))).toEqual(new Set([3]));
    });
  });
});
