import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LocalChatModel } from "../../electron/inference/local/local-chat-model.ts";
import { isAddonBuilt } from "../../native/addon.ts";
import { writeGguf } from "../../scripts/gguf/gguf-writer.ts";
import { scriptedModel } from "../../scripts/models/scripted-model.ts";
import type { LoadRequest } from "../../shared/inference/engine-protocol.ts";
import type { TurnStep } from "../../shared/inference/prompt-turn.ts";
import type { GenerationEvent } from "../../shared/inference/generation.ts";
import { AppError } from "../../shared/ipc/result.ts";
import { AnsweringEngine } from "../fixtures/answering-engine.ts";
import { blindProjector } from "../fixtures/blind-projector.ts";
import { grayImage } from "../fixtures/gray-image.ts";
import { fixtureModel, type FixtureModelName } from "../fixtures/models.ts";
import { TestEngine } from "../fixtures/test-engine.ts";
import { longThought, shortAnswer, shortThought } from "../fixtures/texts.ts";
import { describeChatModel } from "./chat-model-contract.ts";
import { plainOptions } from "../fixtures/generate-request.ts";
import { collect, partsOf, promptOf } from "./collect-generation.ts";

/** The real engine with a scripted model, which sees where the addon is built. */
async function openLocal(name: FixtureModelName, reasoning: string) {
  const folder = await mkdtemp(join(tmpdir(), "facet-contract-"));
  const engine = new TestEngine();
  const request: LoadRequest = {
    modelId: `${name}.gguf`,
    modelPath: await fixtureModel(name),
    contextLength: 4096,
    ...(isAddonBuilt(false) && { projectorPath: await writeProjector(folder, reasoning) }),
  };
  const load = () => engine.client.load(request, () => undefined);
  const loaded = await load();
  expect(loaded.media.problem).toBeNull();
  return {
    model: new LocalChatModel(engine.client, loaded, name),
    answer: shortAnswer,
    reasoning,
    image: await grayImage(folder),
    failNext: () => engine.kill(),
    async recover() {
      await load();
    },
    async dispose() {
      await engine.dispose();
      await rm(folder, { recursive: true });
    },
  };
}

async function writeProjector(folder: string, thought: string): Promise<string> {
  const { metadata } = scriptedModel({ name: "Scripted", thought, answer: shortAnswer });
  const width = metadata["gemma4.embedding_length"];
  if (width?.type !== "uint32") throw new Error("The scripted model has no width");
  const path = join(folder, "mmproj.gguf");
  await writeGguf(path, blindProjector(width.value));
  return path;
}

describeChatModel("of the local engine", () => openLocal("long-thought", longThought));

describeChatModel("of the local engine whose template appends nothing", async () => ({
  ...(await openLocal("short-appends-nothing", shortThought)),
  ignoresBudget: true,
}));

describeChatModel("of the scripted test engine", async () => {
  const folder = await mkdtemp(join(tmpdir(), "facet-contract-"));
  const engine = new AnsweringEngine({ reasoning: shortThought, answer: shortAnswer, tokenMs: 1 });
  const request: LoadRequest = { modelId: "a.gguf", modelPath: "a.gguf", contextLength: null };
  const load = () => engine.load(request, () => undefined);
  return {
    model: new LocalChatModel(engine, await load(), "A"),
    answer: shortAnswer,
    reasoning: shortThought,
    image: await grayImage(folder),
    failNext: () => engine.crashNext(),
    async recover() {
      await load();
    },
    async dispose() {
      await engine.dispose();
      await rm(folder, { recursive: true });
    },
  };
});

describe("a local model that calls tools", () => {
  const engine = new TestEngine();
  afterAll(() => engine.dispose());

  it("calls a declared tool through the engine process, and answers after its result", async () => {
    const local = new LocalChatModel(engine.client, await engine.load("calling", 2048), "Calling");
    expect(local.info.callsTools).toBe(true);
    const tools = [{ name: "get_weather", description: "", parameters: { type: "object" } }];
    const steps: TurnStep[] = [];
    for (const city of ["Paris", "Oslo"]) {
      const turns = [...question.turns, { role: "assistant", text: "", steps } as const];
      const { calls, result } = await collect(local, { ...question, turns, tools });
      const call = { name: "get_weather", arguments: { city, days: 2, unit: "celsius" } };
      expect({ calls, end: result.end }).toEqual({ calls: [call], end: "tool-calls" });
      steps.push({ type: "tool-call", ...call }, { type: "tool-result", name: call.name, text: "sunny" });
    }
    const turns = [...question.turns, { role: "assistant", text: "", steps } as const];
    const { parts, result } = await collect(local, { ...question, turns, tools });
    expect(parts.map(({ text }) => text)).toEqual(["It is sunny in both cities."]);
    expect(result.end).toBe("end-of-turn");
  });
});

const question = promptOf("How is the weather?");

describe("a local model whose process is killed while it writes", () => {
  let engine: TestEngine;
  beforeAll(() => {
    engine = new TestEngine();
  });
  afterAll(() => engine.dispose());

  it.each([
    { type: "text", thinking: false, model: "endless" },
    { type: "reasoning", thinking: true, model: "long-thought-slow" },
  ] as const)("ends its part of $type as incomplete", async ({ type, thinking, model }) => {
    const local = new LocalChatModel(engine.client, await engine.load(model, 2048), "Killed");
    const { signal } = new AbortController();
    const generation = local.generate(promptOf("Hello"), { ...plainOptions, thinking }, signal);
    const events: GenerationEvent[] = [];
    for await (const event of generation.events) {
      events.push(event);
      if (event.type === "part-delta") engine.kill();
    }
    await expect(generation.result).rejects.toBeInstanceOf(AppError);
    const [part, ...others] = partsOf(events);
    expect(others).toEqual([]);
    expect(part).toMatchObject({ type, end: { status: "incomplete" } });
    expect(part?.text).not.toBe("");
  });
});
