import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixtureModel, type FixtureModelName } from "../../../../tests/fixtures/models.ts";
import { shortAnswer } from "../../../../tests/fixtures/texts.ts";
import { forget, RecordedGeneration } from "../../../../tests/fixtures/recorded-generation.ts";
import type { GenerateRequest } from "../../../../shared/inference/engine-protocol.ts";
import type { EngineModel } from "./engine-model.ts";
import { openLlamaLibrary, type LlamaLibrary } from "./llama-library.ts";
import { loadModel } from "./load-model.ts";

const folder = mkdtempSync(join(tmpdir(), "facet-pause-"));
const { signal } = new AbortController();
let library: LlamaLibrary;
beforeAll(async () => {
  library = await openLlamaLibrary();
});
afterAll(async () => {
  await library.llama.dispose();
  rmSync(folder, { recursive: true });
});

/** One thread, so that the same tokens give the same numbers. */
async function load(name: FixtureModelName, scratchFolder: string | null = folder): Promise<EngineModel> {
  const request = { modelId: name, modelPath: await fixtureModel(name), contextLength: 2048, threads: 1 };
  return loadModel(library, request, { onProgress: () => undefined, signal, scratchFolder });
}

const story = "The boat left at dawn, and nobody had slept. ".repeat(10);
const other = { turns: [{ role: "user", text: "Something else. ".repeat(20) }], maxTokens: 5 } as const;
const seeded = { sampling: { temperature: 1, topP: 0.95, topK: 40, seed: 5 } };

async function undisturbed(model: EngineModel, request: Partial<GenerateRequest>) {
  forget(model);
  const recorded = new RecordedGeneration(request);
  const result = await recorded.run(model);
  return { tokens: recorded.tokens, reply: recorded.reply, result };
}

/** Pauses before the token with this index, lets others generate, and continues. */
async function paused(
  model: EngineModel,
  request: Partial<GenerateRequest>,
  at: readonly number[],
  meanwhile: () => Promise<unknown>,
) {
  forget(model);
  const recorded = new RecordedGeneration(request, {
    beforeToken: (index, generation) => {
      if (at.includes(index)) generation.pause();
    },
  });
  let pauses = 0;
  let result = await recorded.run(model);
  while (result === null) {
    pauses++;
    await meanwhile();
    recorded.generation.continue();
    result = await recorded.run(model);
  }
  return { tokens: recorded.tokens, reply: recorded.reply, result, pauses };
}

const withoutIds = (parts: readonly object[]) =>
  parts.map((part) => ({ ...part, id: "", ...("durationMs" in part && { durationMs: 0 }) }));

const shapes = [
  "babbling-dense",
  "babbling-dense-q4",
  "babbling-per-layer",
  "babbling-mixture",
] as const satisfies readonly FixtureModelName[];

describe("a generation that is paused between two tokens", () => {
  it.each(shapes)("chooses the same tokens as without the pause (%s)", { timeout: 120_000 }, async (name) => {
    const model = await load(name);
    for (const sampling of [{}, seeded]) {
      const request = {
        turns: [{ role: "user", text: story }],
        maxTokens: 60,
        thinking: true,
        ...sampling,
      } as const;
      const expected = await undisturbed(model, request);
      for (const at of [[0], [1], [2], [7], [20], [41], [58], [3, 4, 30], [59]]) {
        const wanted = at.filter((index) => index < expected.tokens.length - 1).length;
        const { tokens, reply, pauses } = await paused(model, request, at, () =>
          new RecordedGeneration(other).run(model),
        );
        expect([name, at, pauses, tokens]).toEqual([name, at, wanted, expected.tokens]);
        expect(withoutIds(reply.parts)).toEqual(withoutIds(expected.reply.parts));
      }
    }
    await model.dispose();
  });

  it("follows its JSON schema, with penalties", { timeout: 120_000 }, async () => {
    const model = await load("babbling-dense");
    const request = {
      thinking: true,
      reasoningBudgetTokens: 20,
      maxTokens: 120,
      jsonSchema: { type: "array", minItems: 5, maxItems: 9, items: { type: "string", maxLength: 8 } },
      sampling: { ...seeded.sampling, repeatPenalty: 1.2, presencePenalty: 0.3 },
    } as const;
    const expected = await undisturbed(model, request);
    expect(JSON.parse(expected.reply.text)).toBeInstanceOf(Array);
    for (let at = 0; at < expected.tokens.length - 1; at += 5) {
      const { tokens, reply } = await paused(model, request, [at], () =>
        new RecordedGeneration(other).run(model),
      );
      expect([at, tokens]).toEqual([at, expected.tokens]);
      expect(reply.text).toBe(expected.reply.text);
    }
    await model.dispose();
  });

  it("is where it was when nothing came between", async () => {
    const model = await load("babbling-dense");
    const expected = await undisturbed(model, { maxTokens: 30 });
    const { tokens, result } = await paused(model, { maxTokens: 30 }, [4, 9], () => Promise.resolve());
    expect(tokens).toEqual(expected.tokens);
    expect(result.stats).toMatchObject({
      contextUsedTokens: expected.result?.stats.contextUsedTokens,
      generatedTokens: 30,
      reusedTokens: 0,
    });
    await model.dispose();
  });

  it("chooses the same tokens when its context could not be parked", async () => {
    const model = await load("babbling-dense", null);
    const request = { turns: [{ role: "user", text: story }], maxTokens: 40 } as const;
    const expected = await undisturbed(model, request);
    for (const at of [[0], [13]]) {
      const { tokens } = await paused(model, request, at, () => new RecordedGeneration(other).run(model));
      expect(tokens).toEqual(expected.tokens);
    }
    await model.dispose();
  });

  it("reports no prefill when it continues, and does not count the pause as time", async () => {
    const model = await load("long-thought");
    const waitMs = 1_500;
    const { reply, result } = await paused(model, { thinking: true }, [30], async () => {
      await new RecordedGeneration(other).run(model);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    });
    const lastPrefill = reply.events.findLastIndex(({ type }) => type === "prefill");
    expect(lastPrefill).toBeLessThan(reply.events.findIndex(({ type }) => type === "part-started"));
    expect(reply.reasonings[0]?.durationMs).toBeLessThan(waitMs);
    expect(result.stats.tokensPerSecond).toBeGreaterThan(result.stats.generatedTokens / (waitMs / 1000));
    await model.dispose();
  });

  it("lets its next turn use the prompt again", async () => {
    const model = await load("short");
    const first = { turns: [{ role: "user", text: story }] } as const;
    const { result, reply } = await paused(model, first, [3], () => new RecordedGeneration(other).run(model));
    const turns = [
      ...first.turns,
      { role: "assistant", text: reply.text },
      { role: "user", text: "And?" },
    ] as const;
    const next = await new RecordedGeneration({ turns }).run(model);
    expect(next?.stats.reusedTokens).toBeGreaterThanOrEqual(result.stats.promptTokens - 10);
    await model.dispose();
  });
});

describe("two paused generations", () => {
  it.each(shapes)("continue in turn with the tokens they would have chosen (%s)", async (name) => {
    const model = await load(name);
    const requests = [
      { turns: [{ role: "user", text: story }], maxTokens: 40, thinking: true },
      { turns: [{ role: "user", text: `Another one. ${story}` }], maxTokens: 40, ...seeded },
    ] as const;
    const expected = [await undisturbed(model, requests[0]), await undisturbed(model, requests[1])];
    forget(model);
    const runs = requests.map(
      (request) =>
        new RecordedGeneration(request, {
          beforeToken: (index, generation) => {
            if (index % 9 === 4) generation.pause();
          },
        }),
    );
    const unfinished = new Set(runs);
    for (let round = 0; unfinished.size > 0; round++) {
      for (const run of unfinished) {
        run.generation.continue();
        if ((await run.run(model)) !== null) unfinished.delete(run);
      }
      // The token before which a generation was paused has been chosen.
      expect(round).toBeLessThan(20);
    }
    expect(runs.map(({ tokens }) => tokens)).toEqual(expected.map(({ tokens }) => tokens));
    await model.dispose();
  });
});

describe("a generation that is paused during prefill", () => {
  const long = { turns: [{ role: "user", text: "word ".repeat(300) }], maxTokens: 20 } as const;

  it.each(["babbling-dense", "babbling-per-layer"] as const)(
    "continues with the next batch and chooses the same tokens (%s)",
    { timeout: 120_000 },
    async (name) => {
      const model = await load(name);
      const expected = await undisturbed(model, long);
      for (const progress of [0, 0.2, 0.5, 0.9]) {
        forget(model);
        let hasPaused = false;
        const recorded = new RecordedGeneration(long, {
          onEvent: (event, generation) => {
            if (hasPaused || event.type !== "prefill" || event.progress < progress) return;
            hasPaused = true;
            generation.pause();
          },
        });
        expect(await recorded.run(model)).toBeNull();
        await new RecordedGeneration(other).run(model);
        recorded.generation.continue();
        const result = await recorded.run(model);
        expect(recorded.tokens).toEqual(expected.tokens);
        expect(result?.stats.promptTokens).toBe(expected.result?.stats.promptTokens);
        const { prefill } = recorded.reply;
        expect(prefill).toEqual(prefill.toSorted((a, b) => a - b));
        expect(prefill.at(-1)).toBe(1);
      }
      await model.dispose();
    },
  );
});

describe("a paused generation whose model was unloaded", () => {
  it.each(shapes)("chooses the same tokens when its model is loaded again (%s)", async (name) => {
    const first = await load(name);
    const request = { turns: [{ role: "user", text: story }], maxTokens: 50, thinking: true } as const;
    const expected = await undisturbed(first, request);
    forget(first);
    const recorded = new RecordedGeneration(request, {
      beforeToken: (index, generation) => {
        if (index === 25) generation.pause();
      },
    });
    expect(await recorded.run(first)).toBeNull();
    recorded.generation.release();
    await first.dispose();
    const second = await load(name);
    recorded.generation.continue();
    const result = await recorded.run(second);
    expect(recorded.tokens).toEqual(expected.tokens);
    expect(withoutIds(recorded.reply.parts)).toEqual(withoutIds(expected.reply.parts));
    expect(result?.end).toBe(expected.result?.end);
    await second.dispose();
  });

  it("follows its JSON schema, with penalties", { timeout: 120_000 }, async () => {
    const request = {
      thinking: true,
      maxTokens: 120,
      jsonSchema: { type: "array", minItems: 5, maxItems: 9, items: { type: "string", maxLength: 8 } },
      sampling: { temperature: 0, topP: 1, topK: 0, seed: 1, repeatPenalty: 1.2 },
    } as const;
    let model = await load("babbling-dense");
    const expected = await undisturbed(model, request);
    for (let at = 1; at < expected.tokens.length - 1; at += 7) {
      forget(model);
      const recorded = new RecordedGeneration(request, {
        beforeToken: (index, generation) => {
          if (index === at) generation.pause();
        },
      });
      expect(await recorded.run(model)).toBeNull();
      recorded.generation.release();
      await model.dispose();
      model = await load("babbling-dense");
      recorded.generation.continue();
      await recorded.run(model);
      expect([at, recorded.tokens]).toEqual([at, expected.tokens]);
    }
    await model.dispose();
  });

  it("samples the same tokens", async () => {
    // The logits differ in their last bits, which would change the order of many candidates.
    const request = { sampling: { ...seeded.sampling, topK: 2 }, maxTokens: 60 };
    let model = await load("babbling-dense");
    const expected = await undisturbed(model, request);
    const recorded = new RecordedGeneration(request, {
      beforeToken: (index, generation) => {
        if (index === 20 || index === 40) generation.pause();
      },
    });
    forget(model);
    let result = await recorded.run(model);
    for (let pauses = 0; result === null; pauses++) {
      expect(pauses).toBeLessThan(2);
      recorded.generation.release();
      await model.dispose();
      model = await load("babbling-dense");
      recorded.generation.continue();
      result = await recorded.run(model);
    }
    expect(recorded.tokens).toEqual(expected.tokens);
    await model.dispose();
  });
});

describe("a paused generation with a long prompt whose model was replaced", () => {
  it("does not count the time in which its prompt is evaluated again", async () => {
    const request = { turns: [{ role: "user", text: story.repeat(5) }], maxTokens: 6 } as const;
    let sinceMs = 0;
    let evaluatedAgainMs = 0;
    const recorded = new RecordedGeneration(request, {
      beforeToken: (index, generation) => {
        if (index === 3 && sinceMs === 0) generation.pause();
        else if (sinceMs > 0 && evaluatedAgainMs === 0) evaluatedAgainMs = performance.now() - sinceMs;
      },
    });
    const first = await load("babbling-dense");
    expect(await recorded.run(first)).toBeNull();
    recorded.generation.release();
    await first.dispose();
    const second = await load("babbling-dense");
    recorded.generation.continue();
    sinceMs = performance.now();
    const result = await recorded.run(second);
    const { tokensPerSecond = 0, generatedTokens = 0 } = result?.stats ?? {};
    expect(generatedTokens).toBe(6);
    expect((generatedTokens / tokensPerSecond) * 1000).toBeLessThan(evaluatedAgainMs);
    await second.dispose();
  });
});

describe("stopping a paused generation", () => {
  it("ends it normally, with its parts incomplete, and deletes its parked context", async () => {
    const model = await load("endless");
    forget(model);
    const recorded = new RecordedGeneration(
      {},
      {
        beforeToken: (index, generation) => {
          if (index === 12) generation.pause();
        },
      },
    );
    expect(await recorded.run(model)).toBeNull();
    await new RecordedGeneration(other).run(model);
    expect(readdirSync(folder)).toHaveLength(1);
    const result = recorded.generation.stop();
    expect(readdirSync(folder)).toEqual([]);
    expect(result).toMatchObject({ end: "stopped", stats: { generatedTokens: 13 } });
    expect(result.stats.contextUsedTokens).toBe(result.stats.promptTokens + 12);
    expect(recorded.reply.parts).toMatchObject([{ type: "text", status: "incomplete" }]);
    await model.dispose();
  });

  it("works after its model was unloaded", async () => {
    const model = await load("endless");
    const recorded = new RecordedGeneration(
      {},
      {
        beforeToken: (index, generation) => {
          if (index === 12) generation.pause();
        },
      },
    );
    await recorded.run(model);
    recorded.generation.release();
    await model.dispose();
    expect(recorded.generation.stop()).toMatchObject({ end: "stopped", stats: { generatedTokens: 13 } });
  });
});

it("passes on the text that was held back once when a paused generation can't continue", async () => {
  const model = await load("short");
  // The answer may become this stop string, so that all of it is held back.
  const recorded = new RecordedGeneration(
    { stop: [`${shortAnswer} Never`] },
    {
      beforeToken: (index, generation) => {
        if (index === 4) generation.pause();
      },
    },
  );
  expect(await recorded.run(model)).toBeNull();
  recorded.generation.release();
  model.samplerFor = () => Promise.reject(new Error("out of memory"));
  await expect(recorded.run(model)).rejects.toMatchObject({ code: "engine-failed" });
  recorded.generation.abandon();
  const texts = recorded.reply.parts.map((part) => ("text" in part ? part.text : ""));
  expect(texts).toHaveLength(1);
  expect(shortAnswer.startsWith(texts[0] ?? "-")).toBe(true);
  await model.dispose();
});
