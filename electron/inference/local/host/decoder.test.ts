import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { collectReply } from "../../../../tests/fixtures/collect-reply.ts";
import { fixtureModel, type FixtureModelName } from "../../../../tests/fixtures/models.ts";
import { forget } from "../../../../tests/fixtures/recorded-generation.ts";
import { shortAnswer, shortThought } from "../../../../tests/fixtures/texts.ts";
import type { GenerateRequest } from "../../../../shared/inference/engine-protocol.ts";
import type { GenerationEvent } from "../../../../shared/inference/generation.ts";
import { PlainDecoder, type Decoder, type StartDecoder } from "./decoder.ts";
import type { EngineModel } from "./engine-model.ts";
import { Generation } from "./generation.ts";
import { openLlamaLibrary, type LlamaLibrary } from "./llama-library.ts";
import { loadModel } from "./load-model.ts";
import type { ChosenToken } from "./token-chooser.ts";
import { generateRequest } from "../../../../tests/fixtures/generate-request.ts";

let library: LlamaLibrary;
let model: EngineModel;
beforeAll(async () => {
  library = await openLlamaLibrary();
});
afterAll(async () => {
  await model.dispose();
  await library.llama.dispose();
});

async function load(name: FixtureModelName) {
  await (model as EngineModel | undefined)?.dispose();
  const request = { modelId: name, modelPath: await fixtureModel(name), contextLength: null, threads: 1 };
  const { signal } = new AbortController();
  model = await loadModel(library, request, { onProgress: () => undefined, signal, scratchFolder: null });
}

/** Chooses and evaluates up to `size` tokens a call, as a drafter whose drafts are all right would. */
function batchesOf(size: number): StartDecoder {
  return (options) => {
    const plain = new PlainDecoder(options);
    const next = async () => {
      const batch: ChosenToken[] = [];
      while (batch.length < size) {
        if (batch.length > 0) plain.advance();
        const chosen = await plain.next();
        if (chosen === null) return null;
        batch.push(...chosen);
        if (chosen.some(({ turn }) => turn !== "goes-on")) break;
      }
      return batch;
    };
    return { next, advance: () => plain.advance(), settle: () => plain.settle() } satisfies Decoder;
  };
}

function generation(
  size: number,
  change: Partial<GenerateRequest>,
  onEvent: (event: GenerationEvent) => void = () => undefined,
) {
  const events: GenerationEvent[] = [];
  const abort = new AbortController();
  const post = (event: GenerationEvent) => {
    events.push(event);
    onEvent(event);
  };
  const options = { post, signal: abort.signal, startDecoder: batchesOf(size) };
  return { made: new Generation(generateRequest(change), options), abort, reply: () => collectReply(events) };
}

const sizes = [1, 2, 3, 5, 100];

describe("decoding several tokens at a time", () => {
  it.each(sizes)("gives the same reply, and ends in the middle of a batch (%i)", async (size) => {
    await load("short");
    const { made, reply } = generation(size, { thinking: true });
    expect((await made.run(model))?.end).toBe("end-of-turn");
    expect(reply()).toMatchObject({ reasoning: shortThought, text: shortAnswer });
  });

  it.each(sizes)("reaches the token limit in the middle of a batch (%i)", async (size) => {
    await load("endless");
    const plain = generation(1, { maxTokens: 7 });
    const expected = await plain.made.run(model);
    forget(model);
    const { made, reply } = generation(size, { maxTokens: 7 });
    const result = await made.run(model);
    expect(result).toMatchObject({ end: "max-tokens", stats: { generatedTokens: 7 } });
    expect(reply().text).toBe(plain.reply().text);
    expect(expected?.end).toBe("max-tokens");
    // The next turn is right, although the context holds more than the reply.
    const next = generation(1, { maxTokens: 3 });
    expect((await next.made.run(model))?.stats.generatedTokens).toBe(3);
  });

  it.each([2, 5])("stops and pauses between two batches (%i)", async (size) => {
    await load("endless");
    const stopped = generation(size, {}, ({ type }) => type === "part-delta" && stopped.abort.abort());
    expect((await stopped.made.run(model))?.end).toBe("stopped");
    forget(model);
    const whole = generation(1, { maxTokens: 40 });
    await whole.made.run(model);
    forget(model);
    const paused = generation(
      size,
      { maxTokens: 40 },
      ({ type }) => type === "part-delta" && paused.made.pause(),
    );
    let pauses = 0;
    while ((await paused.made.run(model)) === null) {
      pauses++;
      paused.made.continue();
    }
    expect(pauses).toBeGreaterThan(0);
    expect(paused.reply().text).toBe(whole.reply().text);
  });

  it.each([2, 7])("closes reasoning in the middle of a batch (%i)", async (size) => {
    await load("long-thought");
    const one = generation(1, { thinking: true, reasoningBudgetTokens: 40 });
    await one.made.run(model);
    const { made, reply } = generation(size, { thinking: true, reasoningBudgetTokens: 40 });
    await made.run(model);
    expect(reply().parts).toMatchObject([{ isCutShort: true, status: "complete" }, { text: shortAnswer }]);
    expect(reply().reasoning).toBe(one.reply().reasoning);
  });
});
