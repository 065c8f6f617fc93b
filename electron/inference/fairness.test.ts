import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixtureModel } from "../../tests/fixtures/models.ts";
import { defaultModelSettings } from "../../shared/models/default-model-settings.ts";
import { listedModel } from "../../tests/fixtures/listed-model.ts";
import { openLog } from "../home/log.ts";
import type { Inference, InferenceEvent } from "./inference-request.ts";
import { InferenceService } from "./inference-service.ts";
import { EngineClient } from "./local/engine-client.ts";
import { forkEngine } from "./local/fork-engine.ts";
import { LocalChatModel } from "./local/local-chat-model.ts";
import { ModelLoader } from "./model-loader.ts";
import { Scheduler, type Priority } from "./scheduler.ts";
import { plainOptions } from "../../tests/fixtures/generate-request.ts";
import { roomyMemory } from "../../tests/fixtures/roomy-memory.ts";

const folder = mkdtempSync(join(tmpdir(), "facet-fairness-"));
const engine = new EngineClient(
  forkEngine(join(import.meta.dirname, "local/host/main.ts")),
  join(folder, "scratch"),
);
let inference: InferenceService;

beforeAll(async () => {
  const path = await fixtureModel("endless");
  const model = listedModel("endless.gguf");
  const loader = new ModelLoader({
    engine,
    models: { find: () => ({ model, path, projectorPath: null, drafterPath: null }), list: () => [model] },
    // One thread, so that the same tokens give the same numbers.
    settingsOf: () => ({ ...defaultModelSettings, threads: 1 }),
    check: roomyMemory,
    log: openLog(folder),
  });
  const scheduler = new Scheduler({ onChange: () => inference.reportPositions() });
  inference = new InferenceService({
    scheduler,
    loader,
    localModel: (name) => engine.loaded && new LocalChatModel(engine, engine.loaded, name),
    remoteModel: () => null,
  });
});
afterAll(async () => {
  await engine.dispose();
  rmSync(folder, { recursive: true });
});

function ask(priority: Priority, text: string, maxTokens: number): Inference {
  const { signal } = new AbortController();
  return inference.generate(
    {
      model: { modelId: "endless.gguf", modelName: "Endless", contextLength: 2048 },
      priority,
      whenMemoryShort: "refuse",
      prepare: () => ({
        prompt: { systemPrompt: "", turns: [{ role: "user", text }] },
        options: { ...plainOptions, maxTokens },
      }),
    },
    signal,
  );
}

/** Collects the events of a request; `onText` is called with the first text. */
async function follow(request: Inference, onText: () => void = () => undefined) {
  const events: InferenceEvent[] = [];
  let text = "";
  for await (const event of request.events) {
    events.push(event);
    if (event.type !== "part-delta") continue;
    if (text === "") onText();
    text += event.text;
  }
  const { generation } = await request.result;
  return { events: events.map(({ type }) => type), text, generation };
}

const story = "The boat left at dawn, and nobody had slept. ".repeat(8);

describe("a message in the window while background requests are pending", { timeout: 300_000 }, () => {
  it("is answered before them, and the one that was paused generates what it would have undisturbed", async () => {
    const undisturbed = await follow(ask("background", story, 400));
    // Another prompt in between, so that the next run does not find its own tokens in the KV cache.
    await follow(ask("background", "Something else", 3));

    const order: string[] = [];
    const { promise: hasBegun, resolve: begin } = Promise.withResolvers<undefined>();
    const long = follow(ask("background", story, 400), () => begin(undefined)).then((reply) => {
      order.push("long");
      return reply;
    });
    const others = Array.from({ length: 19 }, (_, index) =>
      follow(ask("background", `Request ${index}`, 3)).then(() => order.push("background")),
    );
    await hasBegun;
    const message = await follow(ask("interactive", "Hello", 5)).then((reply) => {
      order.push("message");
      return reply;
    });
    const reply = await long;
    await Promise.all(others);

    expect(order[0]).toBe("message");
    expect(order[1]).toBe("long");
    expect(message.generation?.stats.generatedTokens).toBe(5);
    expect(reply.events).toContain("paused");
    expect(reply.text).toBe(undisturbed.text);
    expect(reply.generation?.stats.generatedTokens).toBe(undisturbed.generation?.stats.generatedTokens);
  });
});
