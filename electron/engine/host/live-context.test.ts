import { getLlama, LlamaLogLevel, type Llama, type LlamaContext, type LlamaModel } from "node-llama-cpp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fixtureModel } from "../../../tests/fixtures/models.ts";
import { LiveContext } from "./live-context.ts";
import { nativeContext, type NativeContext } from "./llama-internals.ts";

const batchTokens = 32;
/** Of the model with random weights. */
const slidingWindow = 64;

/** A context, and what is next to be said after what is in it. */
interface Reader {
  readonly native: NativeContext;
  readonly live: LiveContext;
  /** Adds tokens and answers with the probability of each token to be the next one. */
  add(tokens: readonly number[]): Promise<ReadonlyMap<number, number>>;
  distribution(logits: number): Promise<ReadonlyMap<number, number>>;
}

let llama: Llama;
let model: LlamaModel;
let reader: Reader;
/** Another one, to compare with; it is cleared before each use. */
let fresh: Reader;

beforeAll(async () => {
  llama = await getLlama({
    gpu: false,
    build: "never",
    progressLogs: false,
    logLevel: LlamaLogLevel.disabled,
  });
  model = await llama.loadModel({ modelPath: await fixtureModel("dense") });
  [reader, fresh] = [await newReader(), await newReader()];
});
beforeEach(() => reader.live.clear());
afterAll(() => llama.dispose());

async function newReader(): Promise<Reader> {
  const context = await model.createContext({ contextSize: 2048, batchSize: batchTokens, threads: 1 });
  const native = nativeContext(context);
  const live = new LiveContext({
    native,
    sizeTokens: 2048,
    batchTokens,
    slidingWindow,
    threads: 1,
    isOnCpu: true,
  });
  return {
    native,
    live,
    async add(tokens) {
      let logits = -1;
      for (let from = 0; from < tokens.length; from += batchTokens) {
        logits = await live.add(tokens.slice(from, from + batchTokens), true);
      }
      return distribution(context, logits);
    },
    distribution: (logits) => distribution(context, logits),
  };
}

/** node-llama-cpp gives probabilities only together with an evaluation of its own. */
async function distribution(context: LlamaContext, logits: number): Promise<ReadonlyMap<number, number>> {
  const { _ctx } = context as unknown as { readonly _ctx: AddonContext };
  const { _bindings } = llama as unknown as { readonly _bindings: Bindings };
  const sampler = new _bindings.AddonSampler((model as unknown as { readonly _model: unknown })._model);
  sampler.applyConfig({ temperature: 1, seed: 1 });
  const [, flat] = await _ctx.sampleToken(logits, sampler, true);
  sampler.dispose();
  return new Map(Array.from({ length: flat.length / 2 }, (_, i) => [flat[i * 2] ?? 0, flat[i * 2 + 1] ?? 0]));
}

interface Bindings {
  readonly AddonSampler: new (model: unknown) => Sampler;
}
interface Sampler {
  applyConfig(config: object): void;
  dispose(): void;
}
interface AddonContext {
  sampleToken(logits: number, sampler: Sampler, withProbabilities: true): Promise<[number, number[]]>;
}

/** Tokens without any pattern, the same for the same seed. */
const words = (length: number, seed: number) =>
  Array.from(
    { length },
    (_, i) => 30 + (((Math.imul(i + 1, 2654435761) ^ Math.imul(seed, 40503)) >>> 8) % 220),
  );

/** Total variation: 0 is the same, 1 has nothing in common. */
function distance(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): number {
  return [...a].reduce((sum, [token, p]) => sum + Math.abs(p - (b.get(token) ?? 0)), 0) / 2;
}

async function distanceFromFresh(said: ReadonlyMap<number, number>, prompt: readonly number[]) {
  fresh.live.clear();
  return distance(said, await fresh.add(prompt));
}

/** The same tokens in other batches differ that much at most: last bits. Forgotten tokens make more of a difference. */
const noise = 0.006;

describe("the context", () => {
  const written = words(360, 1);
  const promptFrom = (cut: number) => [...written.slice(0, cut), ...words(12, cut + 2)];

  it("has forgotten enough in this test for a careless rewind to go wrong", async () => {
    await reader.add(written);
    const oldest = reader.native.oldestPosition();
    expect(oldest).toBeGreaterThan(slidingWindow);
    // node-llama-cpp would keep everything before this cut: it is behind the oldest position.
    const cut = oldest + 8;
    const prompt = promptFrom(cut);
    expect(reader.native.forgetFrom(cut)).toBe(true);
    const logits = await reader.native.decode(prompt.slice(cut), cut, true);
    const said = await reader.distribution(logits);
    expect(await distanceFromFresh(said, prompt)).toBeGreaterThan(noise * 2);
  });

  it("answers as a fresh one would after a rewind of any distance", { timeout: 120_000 }, async () => {
    await reader.add(written);
    const limit = written.length - (reader.native.oldestPosition() + slidingWindow - 1);
    const distances = [
      1,
      2,
      3,
      8,
      31,
      32,
      33,
      63,
      64,
      65,
      96,
      127,
      128,
      limit - 1,
      limit,
      limit + 1,
      limit + 9,
      300,
    ];
    for (const back of distances) {
      const cut = written.length - back;
      reader.live.clear();
      await reader.add(written);
      const prompt = promptFrom(cut);
      const reused = reader.live.rewindFor(prompt);
      expect([back, reused]).toEqual([back, back <= limit ? cut : 0]);
      const said = await reader.add(prompt.slice(reused));
      expect([back, await distanceFromFresh(said, prompt)]).toEqual([back, expect.toSatisfy(isNoise)]);
    }
  });

  it("answers as a fresh one would through many rewinds in a row", { timeout: 120_000 }, async () => {
    let prompt = words(300, 9);
    await reader.add(prompt);
    for (let turn = 1; turn <= 16; turn++) {
      const back = [3, 17, 40, 1, 90, 5, 150, 33][turn % 8] ?? 1;
      prompt = [...prompt.slice(0, prompt.length - back), ...words(20 + ((turn * 37) % 120), turn)];
      const reused = reader.live.rewindFor(prompt);
      const said = await reader.add(prompt.slice(reused));
      expect([turn, await distanceFromFresh(said, prompt)]).toEqual([turn, expect.toSatisfy(isNoise)]);
    }
  });

  it("is empty after a failure, and goes on", async () => {
    await reader.add(words(40, 3));
    await expect(reader.live.add([1e9], true)).rejects.toThrow();
    expect(reader.live.usedTokens).toBe(0);
    expect(reader.live.rewindFor(words(40, 3))).toBe(0);
    await reader.add(words(40, 3));
    expect(reader.live.usedTokens).toBe(40);
  });
});

const isNoise = (value: number) => value < noise;
