import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { isAddonBuilt } from "../../../../native/addon.ts";
import { EvaluationWatch } from "../../../../native/evaluation-watch.ts";
import type { GenerationEvent } from "../../../../shared/inference/generation.ts";
import { fixtureModel } from "../../../../tests/fixtures/models.ts";
import { shortAnswer } from "../../../../tests/fixtures/texts.ts";
import type { EngineModel } from "./engine-model.ts";
import { Generation } from "./generation.ts";
import { openLlamaLibrary, type LlamaLibrary } from "./llama-library.ts";
import { loadModel } from "./load-model.ts";
import { generateRequest } from "../../../../tests/fixtures/generate-request.ts";

let library: LlamaLibrary;
let model: EngineModel;
const { signal } = new AbortController();
const evaluations = vi.spyOn(EvaluationWatch.prototype, "run");
let evaluatedWhileLoading = 0;
beforeAll(async () => {
  library = await openLlamaLibrary();
  const request = { modelId: "m", modelPath: await fixtureModel("short"), contextLength: null };
  model = await loadModel(library, request, { onProgress: () => null, signal, scratchFolder: null });
  evaluatedWhileLoading = evaluations.mock.calls.length;
});
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  await model.dispose();
  await library.llama.dispose();
});

/** Returns a function that tells how many evaluations are running. */
function watchEvaluations(): () => number {
  let running = 0;
  const add = model.context.add.bind(model.context);
  vi.spyOn(model.context, "add").mockImplementation(async (...args) => {
    running += 1;
    return add(...args).finally(() => (running -= 1));
  });
  return () => running;
}

function generate(onDelta: (text: string) => void) {
  const post = (event: GenerationEvent) => {
    if (event.type === "part-delta") onDelta(event.text);
  };
  return new Generation(generateRequest(), { post, signal }).run(model);
}

it.runIf(isAddonBuilt(false))("warms a model up when it is loaded, and leaves the context empty", () => {
  // With a GPU, evaluations are not watched.
  expect(evaluatedWhileLoading).toBe(model.loaded.gpu === null ? 1 : 0);
  expect(model.context.usedTokens).toBe(0);
});

describe("decoding", () => {
  it("passes a token on while it is evaluated", async () => {
    const evaluations = watchEvaluations();
    const during: number[] = [];
    await generate(() => during.push(evaluations()));
    expect(during[0]).toBe(1);
    expect(evaluations()).toBe(0);
  });

  it("finishes the running evaluation when a listener throws, and generates the next reply", async () => {
    const evaluations = watchEvaluations();
    const failing = generate(() => {
      throw new Error("Nobody listens");
    });
    await expect(failing).rejects.toThrow("Nobody listens");
    expect(evaluations()).toBe(0);
    let text = "";
    await generate((delta) => (text += delta));
    expect(text).toBe(shortAnswer);
  });
});
