import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GenerateRequest } from "../../../shared/inference/engine-protocol.ts";
import type {
  GenerationEvent,
  GenerationResult,
  PrefillProgress,
} from "../../../shared/inference/generation.ts";
import type { Turn, TurnMedia } from "../../../shared/inference/prompt-turn.ts";
import { collectReply } from "../../../tests/fixtures/collect-reply.ts";
import { describeWithAddon } from "../../../tests/fixtures/describe-with-addon.ts";
import { fixtureModel, fixtureProjector } from "../../../tests/fixtures/models.ts";
import { readPng, upsideDown } from "../../../tests/fixtures/png-pixels.ts";
import { storedClip, storedImage } from "../../../tests/fixtures/stored-media.ts";
import { listener, reader, type TrainedModel } from "../../../tests/fixtures/trained-models.ts";
import { readWav } from "../../../tests/fixtures/wav-samples.ts";
import { EngineClient } from "./engine-client.ts";
import { forkEngine } from "./fork-engine.ts";
import { generateRequest } from "../../../tests/fixtures/generate-request.ts";

let client: EngineClient;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-media-"));
  client = new EngineClient(forkEngine(join(import.meta.dirname, "host/main.ts")), join(folder, "scratch"));
});
afterAll(async () => {
  await client.dispose();
  await rm(folder, { recursive: true });
});

async function load({
  modelPath,
  projectorPath,
}: Pick<TrainedModel<unknown, unknown>, "modelPath" | "projectorPath">) {
  return client.load({ modelId: modelPath, modelPath, projectorPath, contextLength: null }, () => null);
}

interface EngineReply {
  readonly text: string;
  readonly reasoning: string;
  readonly prefill: readonly PrefillProgress[];
  readonly result: GenerationResult;
}

let runs = 0;

async function ask(turns: readonly Turn[], change: Partial<GenerateRequest> = {}): Promise<EngineReply> {
  const events: GenerationEvent[] = [];
  const result = await client.generate(
    generateRequest({ runId: `run ${++runs}`, turns, ...change }),
    (event) => events.push(event),
  );
  const { text, reasoning } = collectReply(events);
  return { text, reasoning, prefill: events.filter((event) => event.type === "prefill"), result };
}

const show = (text: string, ...media: readonly TurnMedia[]): Turn => ({ role: "user", text, media });
const picture = async (path: string) => storedImage(folder, await readPng(path));
const clip = async (path: string) => storedClip(folder, await readWav(path));
const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

describeWithAddon("a model with an image projector", () => {
  beforeAll(() => load(reader));

  it("reports the supported media", async () => {
    expect((await load(reader)).media).toEqual({ sees: true, hears: false, problem: null });
  });

  it("reads ahead what a message will begin with: its picture is not encoded again, and its text alone is new", async () => {
    const receipt = await picture(reader.samples[1]?.path ?? "");
    const first: readonly Turn[] = [
      { role: "user", text: "Hello" },
      { role: "assistant", text: "Hello!" },
    ];
    const asked = await ask([...first, show("What is it?", receipt)]);
    await load({ ...reader, modelPath: await fixtureModel("dense") });
    await load(reader);
    const ahead = await ask([...first, show("1", receipt)], { readsAhead: ["a", ""] });
    expect(ahead.prefill).toEqual([]);
    expect(ahead.result).toMatchObject({ end: "max-tokens", stats: { reusedTokens: 0, generatedTokens: 0 } });
    const again = await ask([...first, show("1", receipt)], { readsAhead: ["a", ""] });
    const { promptTokens } = ahead.result.stats;
    expect(again.result.stats.reusedTokens).toBe(promptTokens);

    const sent = await ask([...first, show("What is it?", receipt)]);
    expect(sent.result.stats.reusedTokens).toBe(promptTokens);
    expect(sent.result.stats.promptTokens).toBe(asked.result.stats.promptTokens);
    expect(promptTokens).toBeGreaterThan(receipt.kind === "image" ? 64 : 0);
    expect(sent.prefill.filter(({ medium }) => medium !== undefined)).toEqual([]);
    expect(sent.text).toBe(asked.text);
  });

  it("reads every receipt exactly, as JSON or as lines of text", async () => {
    for (const { path, json, text } of reader.samples) {
      const receipt = await picture(path);
      expect((await ask([show("What is it?", receipt)])).text).toBe(json);
      expect((await ask([show("Read the text", receipt)])).text).toBe(text);
    }
  });

  it("generates reasoning about an image when thinking is on", async () => {
    const [sample] = reader.samples;
    const reply = await ask([show("What is it?", await picture(sample?.path ?? ""))], { thinking: true });
    expect(reply).toMatchObject({ reasoning: reader.says.thought, text: sample?.json });
  });

  it("cannot read an image that is upside down", async () => {
    const receipt = upsideDown(await readPng(reader.samples[0]?.path ?? ""));
    const { text } = await ask([show("What is it?", await storedImage(folder, receipt))]);
    expect(text).toBe(reader.says.whenUnreadable);
  });

  it("evaluates as many tokens as predicted, and reports which image is being encoded", async () => {
    const [a, b] = reader.samples;
    const media = [await picture(a?.path ?? ""), await picture(b?.path ?? "")];
    const without = await ask([show("What is it?")]);
    const { prefill, result } = await ask([show("What is it?", ...media)]);
    // 80 tokens each, and a marker token on either side.
    expect(result.stats.promptTokens).toBe(without.result.stats.promptTokens + 2 * 82);
    const looking = prefill.flatMap(({ medium }) => (medium ? [medium] : []));
    expect(looking.at(0)).toEqual({ kind: "image", place: 1, of: 2 });
    expect(looking.at(-1)).toEqual({ kind: "image", place: 2, of: 2 });
    expect(prefill.at(-1)).toEqual({ type: "prefill", progress: 1 });
  });

  it("does not evaluate an image again for a follow-up question", async () => {
    const sample = reader.samples[2];
    const receipt = await picture(sample?.path ?? "");
    const first = await ask([show("What is it?", receipt)]);
    const answer: Turn = { role: "assistant", text: first.text };
    const question: Turn = { role: "user", text: "And?" };
    const { result, prefill } = await ask([show("What is it?", receipt), answer, question]);
    // All of the first prompt except the empty thought that the template ends it with.
    expect(result.stats.reusedTokens).toBeGreaterThanOrEqual(first.result.stats.promptTokens - 6);
    expect(prefill.every(({ medium }) => medium === undefined)).toBe(true);
  });

  it("rejects audio before evaluating anything", async () => {
    const tones = await clip(listener.samples[0]?.path ?? "");
    expect(await failureOf(ask([show("What is it?", tones)]))).toMatchObject({
      code: "media-unsupported",
      data: { kind: "audio" },
    });
  });

  it("rejects an image whose file is missing or too short, and keeps working", async () => {
    const sample = reader.samples[4];
    const receipt = await picture(sample?.path ?? "");
    const gone = { ...receipt, hash: "0", path: join(folder, "gone") };
    expect(await failureOf(ask([show("?", gone)]))).toMatchObject({ code: "media-missing" });
    const short = { ...receipt, hash: "1", path: join(folder, "short") };
    await writeFile(short.path, "short");
    expect(await failureOf(ask([show("?", short)]))).toMatchObject({ code: "engine-failed" });
    expect((await ask([show("What is it?", receipt)])).text).toBe(sample?.json);
  });

  it("follows a JSON schema right after an image", async () => {
    const receipt = await picture(reader.samples[1]?.path ?? "");
    const item = {
      type: "object",
      properties: { name: { type: "string", maxLength: 40 }, price: { type: "number" } },
    };
    const jsonSchema = {
      type: "object",
      properties: {
        merchant: { type: "string", maxLength: 40 },
        date: { type: "string", maxLength: 10 },
        items: { type: "array", maxItems: 20, items: item },
        total: { type: "number" },
      },
    };
    const { text } = await ask([show("What is it?", receipt)], { jsonSchema });
    expect(JSON.parse(text)).toEqual(JSON.parse(reader.samples[1]?.json ?? ""));
  });
});

describeWithAddon("a model with an audio projector", () => {
  beforeAll(() => load(listener));

  it("transcribes every key, and in reverse order when played backwards", async () => {
    for (const { path, keys } of listener.samples) {
      const samples = await readWav(path);
      expect((await ask([show("Write", await storedClip(folder, samples))])).text).toBe(keys);
      const backwards = await storedClip(folder, samples.toReversed());
      expect((await ask([show("Write", backwards)])).text).toBe(Array.from(keys).reverse().join(""));
    }
  });

  it("tells silence from a missing clip", async () => {
    const silence = await storedClip(folder, new Float32Array(16_000));
    expect((await ask([show("Write", silence)])).text).toBe(listener.says.whenSilent);
    expect((await ask([show("Write")])).text).toBe(listener.says.withoutAudio);
  });
});

describeWithAddon("a projector that does not match the model", () => {
  it("is disabled with a reason, and text still works", async () => {
    const modelPath = await fixtureModel("dense");
    const wide = await load({ modelPath, projectorPath: await fixtureProjector("gemma4v-too-wide") });
    expect(wide.media).toMatchObject({
      sees: false,
      hears: false,
      problem: { code: "media-off", data: { reason: "projector-mismatch" } },
    });
    expect((await ask([{ role: "user", text: "Hello" }], { maxTokens: 4 })).result.end).toBe("max-tokens");
    const none = await load({ modelPath, projectorPath: modelPath });
    expect(none.media.problem).toMatchObject({ code: "media-off" });
  });
});

describe("a model without a projector", () => {
  it("rejects images before evaluating anything", async () => {
    const modelPath = await fixtureModel("dense");
    await client.load({ modelId: "dense", modelPath, contextLength: null }, () => null);
    const failure = await failureOf(ask([show("?", await picture(reader.samples[0]?.path ?? ""))]));
    expect(failure).toMatchObject({ code: "media-unsupported", data: { kind: "image" } });
  });
});
