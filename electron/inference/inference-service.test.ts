import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { MemoryShortage } from "../../shared/models/memory-shortage.ts";
import { AppError } from "../../shared/ipc/result.ts";
import { openChatFixture, type ChatFixture } from "../../tests/fixtures/chat-fixture.ts";
import type { Inference } from "./inference-request.ts";
import { InferenceService } from "./inference-service.ts";
import type { Priority } from "./scheduler.ts";

let ground: ChatFixture;
beforeEach(async () => {
  ground = await openChatFixture();
});
afterEach(() => ground.dispose());

function ask(priority: Priority, modelId: string, signal = new AbortController().signal): Inference {
  return ground.inference.generate(
    {
      model: { modelId, modelName: modelId, contextLength: null },
      priority,
      whenMemoryShort: "ask",
      prepare: () => ({
        prompt: { systemPrompt: "", turns: [{ role: "user", text: priority }] },
        options: {
          thinking: false,
          sampling: { temperature: 0, topP: 1, topK: 0, seed: 1 },
          maxTokens: null,
        },
      }),
    },
    signal,
  );
}

const loadedIds = () => ground.engine.loads.map(({ request }) => request.modelId);
const texts = () => ground.engine.generations.map(({ request }) => request.turns[0]?.text);

/** A background request that is paused, and whose model is being loaded again. */
async function reloading(signal?: AbortSignal): Promise<Inference> {
  const { engine } = ground;
  const paused = ask("background", "a.gguf", signal);
  await ground.settle();
  ask("interactive", "b.gguf");
  await ground.settle();
  engine.holdsLoads = true;
  engine.current.end();
  await ground.settle();
  expect(loadedIds()).toEqual(["a.gguf", "b.gguf", "a.gguf"]);
  return paused;
}

describe("a paused request whose model is loaded again", () => {
  it("stays paused where an interactive request came during the load", async () => {
    const { engine } = ground;
    const paused = await reloading();
    const events: string[] = [];
    void (async () => {
      for await (const { type } of paused.events) events.push(type);
    })();
    ask("interactive", "a.gguf");
    await ground.settle();
    expect(texts()).toEqual(["background", "interactive"]);
    engine.currentLoad.finish();
    await ground.settle();
    expect(texts()).toEqual(["background", "interactive", "interactive"]);
    expect(engine.paused).toHaveLength(1);
    expect(engine.continued).toEqual([]);
    expect(events.slice(-2)).toEqual(["loading", "paused"]);
    engine.current.end();
    await ground.settle();
    expect(engine.continued).toEqual(engine.paused);
  });

  it("ends at once when it is stopped, and the next request waits for the load", async () => {
    const { engine } = ground;
    const abort = new AbortController();
    const paused = await reloading(abort.signal);
    ask("interactive", "b.gguf");
    abort.abort();
    engine.generations[0]?.end("stopped");
    expect(await paused.result).toMatchObject({ end: "stopped" });
    await ground.settle();
    expect(loadedIds()).toEqual(["a.gguf", "b.gguf", "a.gguf"]);
    engine.currentLoad.finish();
    await ground.settle();
    expect(loadedIds()).toEqual(["a.gguf", "b.gguf", "a.gguf", "b.gguf"]);
  });

  it("withdraws the question whether to load it although memory is short when it is stopped", async () => {
    const { engine } = ground;
    const abort = new AbortController();
    const paused = ask("background", "a.gguf", abort.signal);
    await ground.settle();
    ask("interactive", "b.gguf");
    await ground.settle();
    ground.lackMemory("a.gguf", shortage);
    engine.current.end();
    await ground.settle();
    expect(ground.loader.state.type).toBe("held");
    abort.abort();
    engine.generations[0]?.end("stopped");
    expect(await paused.result).toMatchObject({ end: "stopped" });
    await ground.settle();
    expect(ground.loader.state.type).toBe("ready");
    expect(ground.scheduler.isBusy).toBe(false);
  });
});

describe("a paused background request", () => {
  it("does not keep the model from being unloaded, and loads it again", async () => {
    const { engine, modelChoice } = ground;
    ask("background", "a.gguf");
    await ground.settle();
    ask("interactive", "a.gguf");
    await ground.settle();
    const unloaded = modelChoice.unload();
    engine.current.end();
    await unloaded;
    await ground.settle();
    expect(loadedIds()).toEqual(["a.gguf", "a.gguf"]);
    expect(engine.continued).toEqual(engine.paused);
  });
});

describe("a request for a server that does not answer", () => {
  it("ends as soon as it is stopped", async () => {
    const abort = new AbortController();
    const { scheduler, loader } = ground;
    const inference = new InferenceService({
      scheduler,
      loader,
      localModel: () => null,
      remoteModel: () => new Promise(() => undefined),
    });
    const request = {
      model: { modelId: "remote:x/y", modelName: "y", contextLength: null },
      priority: "interactive",
      whenMemoryShort: "ask",
      prepare: () => {
        throw new Error("There is no model");
      },
    } as const;
    const { result } = inference.generate(request, abort.signal);
    abort.abort();
    expect(await result).toEqual({ end: "stopped", generation: null });
    expect(getEventListeners(abort.signal, "abort")).toEqual([]);
  });
});

describe("a choice of a local model that can't be loaded", () => {
  it("does not return to a model on a server", async () => {
    const { engine, modelChoice, settings } = ground;
    await modelChoice.select("remote:x/y");
    engine.holdsLoads = true;
    const choosing = modelChoice.select("a.gguf");
    await ground.settle();
    engine.currentLoad.fail(new AppError("model-load-failed", "No"));
    await expect(choosing).rejects.toMatchObject({ code: "model-load-failed" });
    expect(settings.current.modelId).toBe("a.gguf");
  });
});

describe("a paused request", () => {
  it("fails when the engine crashes during the request that it made way for, and nothing is loaded for it", async () => {
    const paused = ask("background", "a.gguf");
    await ground.settle();
    const other = ask("interactive", "b.gguf");
    await ground.settle();
    ground.engine.crash();
    await expect(paused.result).rejects.toMatchObject({ code: "engine-crashed" });
    await expect(other.result).rejects.toMatchObject({ code: "engine-crashed" });
    await ground.settle();
    expect(ground.scheduler.isBusy).toBe(false);
    expect(loadedIds()).toEqual(["a.gguf", "b.gguf"]);
  });

  it("fails when the engine crashes during the load that it made way for", async () => {
    const paused = ask("background", "a.gguf");
    await ground.settle();
    ground.engine.holdsLoads = true;
    const other = ask("interactive", "b.gguf");
    await ground.settle();
    ground.engine.crash();
    await expect(paused.result).rejects.toMatchObject({ code: "engine-crashed" });
    await expect(other.result).rejects.toMatchObject({ code: "engine-crashed" });
    await ground.settle();
    expect(ground.scheduler.isBusy).toBe(false);
    expect(loadedIds()).toEqual(["a.gguf", "b.gguf"]);
  });

  it("ends when it is stopped, and does not continue", async () => {
    const abort = new AbortController();
    const paused = ask("background", "a.gguf", abort.signal);
    await ground.settle();
    ask("interactive", "a.gguf");
    await ground.settle();
    abort.abort();
    ground.engine.generations[0]?.end("stopped");
    expect(await paused.result).toMatchObject({ end: "stopped" });
    ground.engine.current.end();
    await ground.settle();
    expect(ground.engine.continued).toEqual([]);
    expect(ground.scheduler.isBusy).toBe(false);
  });
});

describe("an inference service", () => {
  it("removes its listener from a signal that outlives the request", async () => {
    const { signal } = new AbortController();
    for (let count = 0; count < 3; count++) {
      const request = ask("background", "a.gguf", signal);
      await ground.settle();
      ground.engine.current.end();
      await request.result;
    }
    await ground.settle();
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});

const shortage: MemoryShortage = { neededBytes: 9e9, freeBytes: 4e9, alternatives: [], others: [] };
