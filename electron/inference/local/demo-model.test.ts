import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeDemoModel } from "../../../scripts/make-demo-model.ts";
import { demoModelId } from "../../../shared/models/model.ts";
import type { PromptLanguage } from "../../../shared/tasks/prompt-language.ts";
import type { GenerateOptions } from "../../../shared/inference/generate-options.ts";
import { readReceiptTask } from "../../../shared/tasks/read-receipt.ts";
import type { GenerationEvent } from "../../../shared/inference/generation.ts";
import type { Turn, TurnMedia } from "../../../shared/inference/prompt-turn.ts";
import { collectReply } from "../../../tests/fixtures/collect-reply.ts";
import { describeWithAddon } from "../../../tests/fixtures/describe-with-addon.ts";
import { plainOptions } from "../../../tests/fixtures/generate-request.ts";
import { readPng } from "../../../tests/fixtures/png-pixels.ts";
import { storedClip, storedImage } from "../../../tests/fixtures/stored-media.ts";
import { listener, reader } from "../../../tests/fixtures/trained-models.ts";
import { readWav } from "../../../tests/fixtures/wav-samples.ts";
import { demoFileNames } from "../../models/demo-files.ts";
import { ModelLibrary } from "../../models/library.ts";
import { EngineClient } from "./engine-client.ts";
import { forkEngine } from "./fork-engine.ts";
import { LocalChatModel } from "./local-chat-model.ts";

let folder: string;
let client: EngineClient;
let library: ModelLibrary;
let language: PromptLanguage = "en";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-demo-"));
  await makeDemoModel(join(folder, "demo"));
  library = new ModelLibrary({
    folder: join(folder, "models"),
    demoModelPath: join(folder, "demo", demoFileNames.english),
    demoLanguage: () => language,
  });
  await library.refresh();
  client = new EngineClient(forkEngine(join(import.meta.dirname, "host/main.ts")), join(folder, "scratch"));
});
afterAll(async () => {
  library.dispose();
  await client.dispose();
  await rm(folder, { recursive: true });
});

async function loadedDemo(): Promise<LocalChatModel> {
  const found = library.find(demoModelId);
  if (found === null) throw new Error("The demo model was not found");
  const { path: modelPath, parts = [] } = found;
  const loaded = await client.load(
    { modelId: demoModelId, modelPath, parts, contextLength: null },
    () => undefined,
  );
  return new LocalChatModel(client, loaded, "Facet Demo");
}

async function answer(
  demo: LocalChatModel,
  turns: readonly Turn[],
  { systemPrompt = "", ...options }: { readonly systemPrompt?: string } & Partial<GenerateOptions> = {},
): Promise<string> {
  const events: GenerationEvent[] = [];
  const { signal } = new AbortController();
  const generation = demo.generate({ systemPrompt, turns }, { ...plainOptions, ...options }, signal);
  for await (const event of generation.events) events.push(event);
  await generation.result;
  return collectReply(events).text;
}

const [receipt] = reader.samples;
const [tones] = listener.samples;
const say = (text: string, ...media: readonly TurnMedia[]): Turn => ({ role: "user", text, media });
const picture = async () => storedImage(folder, await readPng(receipt?.path ?? ""));
const clip = async () => storedClip(folder, await readWav(tones?.path ?? ""));

it("is listed once, with images and audio, and answers in the language of the interface", async () => {
  const [listed, ...others] = library.list();
  expect(others).toEqual([]);
  expect(listed).toMatchObject({ id: demoModelId, projector: { sees: true, hears: true } });
  language = "zh-CN";
  const chinese = await answer(await loadedDemo(), [say("Hello")]);
  expect(chinese).toMatch(/^你好/);
  expect(chinese).not.toContain("Hello");
  language = "en";
  const english = await answer(await loadedDemo(), [say("你好")]);
  expect(english).toMatch(/^Hello!/);
  expect(english).not.toMatch(/\p{Script=Han}/u);
  for (const text of [chinese, english]) {
    expect(text).toMatch(/\n\| --/);
    expect(text).toMatch(/\n```python\n[^`]+\n```\n/);
    expect(text).toMatch(/\$\$\n[^$]+\n\$\$/);
    expect(text).toContain("](#/models/get)");
    expect(text).not.toMatch(/https?:/);
  }
});

describeWithAddon("the trained parts of the demo model", () => {
  it("read and hear, wherever the conversation stands, and leave other messages to the text model", async () => {
    const demo = await loadedDemo();
    expect(demo.info.media).toEqual({ sees: true, hears: true, problem: null });
    const question = [say("What is it?", await picture())];
    expect(await answer(demo, question)).toBe(receipt?.text);
    const { jsonSchema = {} } = readReceiptTask.settings;
    expect(JSON.parse(await answer(demo, question, { jsonSchema }))).toEqual(JSON.parse(receipt?.json ?? ""));
    const turns = [
      say("Hello"),
      { role: "assistant", text: "Hello! I am a demo, and this is my only answer." },
      say("Transcribe this.", await clip()),
    ] as const;
    expect(await answer(demo, turns, { systemPrompt: "Be brief." })).toBe(tones?.keys);
    const followUp = [...turns, { role: "assistant", text: tones?.keys ?? "" }, say("And now?")] as const;
    expect(await answer(demo, followUp)).toMatch(/^Hello!/);
  });

  it("count the tokens of an image that only a part takes", async () => {
    const demo = await loadedDemo();

    const turns = [say("What is it?", await picture())];
    const { tokens } = await demo.countTokens({ systemPrompt: "", turns }, false);
    expect(tokens).toBeGreaterThan(80);
  });

  it("read an image where a message has a recording too", async () => {
    const media = [await clip(), await picture()];
    expect(await answer(await loadedDemo(), [say("What is it?", ...media)])).toBe(receipt?.text);
  });
});
