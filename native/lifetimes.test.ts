import type { Llama, LlamaContext, LlamaModel } from "node-llama-cpp";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  engineHandles,
  nativeContext,
  samplerChain,
} from "../electron/inference/local/host/llama-internals.ts";
import { seededRandom, type SeededRandom } from "../scripts/soak/seeded-random.ts";
import { openTestLlama, words } from "../tests/fixtures/context-reader.ts";
import { describeWithAddon } from "../tests/fixtures/describe-with-addon.ts";
import { fixtureModel, fixtureProjector } from "../tests/fixtures/models.ts";
import { EvaluationWatch } from "./evaluation-watch.ts";
import { KeptThreads } from "./kept-threads.ts";
import { Projector } from "./media.ts";

const disposed = { name: "AddonError", code: "disposed" };
const clip = new Float32Array(160_000).map((_, i) => Math.sin(i / 10) / 3);
const atStart = { position: 0, batchTokens: 256 };

describeWithAddon("a job of the addon", () => {
  let llama: Llama;
  let modelPath: string;
  let path: string;

  beforeAll(async () => {
    llama = await openTestLlama();
    modelPath = await fixtureModel("per-layer-wide");
    path = await fixtureProjector("gemma4v-gemma4a");
  });
  afterAll(() => llama.dispose());

  interface Opened {
    readonly model: LlamaModel;
    readonly context: LlamaContext;
    readonly projector: Projector;
    /** Resolves the names in the order in which their promises settled. */
    readonly order: (promises: Readonly<Record<string, Promise<unknown>>>) => Promise<readonly string[]>;
  }

  async function opened(): Promise<Opened> {
    const model = await llama.loadModel({ modelPath });
    const context = await model.createContext({ contextSize: 512, batchSize: 256, threads: 1 });
    const handles = engineHandles(model, context);
    const projector = await Projector.open(handles, { path, isOnGpu: false, threads: 1 });
    return {
      model,
      context,
      projector,
      async order(promises) {
        const settled: string[] = [];
        await Promise.all(
          Object.entries(promises).map(([name, promise]) => promise.finally(() => settled.push(name))),
        );
        return settled;
      },
    };
  }

  it("keeps the model in memory until it ends, and is refused afterwards", async () => {
    const { model, projector, order } = await opened();
    const expected = await projector.encodeAudio(clip);
    const encoding = projector.encodeAudio(clip);
    const closing = model.dispose();
    expect(await order({ model: closing, encoding })).toEqual(["encoding", "model"]);
    expect((await encoding).rows).toEqual(expected.rows);
    await expect(projector.encodeAudio(clip)).rejects.toMatchObject(disposed);
    await expect(projector.evaluate(expected, atStart)).rejects.toMatchObject(disposed);
    await projector.close();
  });

  it("keeps the context in memory until it ends, and is refused afterwards", async () => {
    const { model, context, projector, order } = await opened();
    const heard = await projector.encodeAudio(clip);
    const evaluating = projector.evaluate(heard, atStart);
    expect(await order({ context: context.dispose(), evaluating })).toEqual(["evaluating", "context"]);
    await expect(projector.evaluate(heard, atStart)).rejects.toMatchObject(disposed);
    await projector.close();
    await model.dispose();
  });

  it("is waited for by close, once, and refused afterwards", async () => {
    const { model, projector, order } = await opened();
    const encoding = projector.encodeAudio(clip);
    const closing = projector.close();
    expect(projector.close()).toBe(closing);
    await expect(projector.encodeAudio(clip)).rejects.toMatchObject(disposed);
    expect(await order({ closing, encoding })).toEqual(["encoding", "closing"]);
    await model.dispose();
  });

  it("keeps the model in memory while the projector is opened", async () => {
    const { model, context, projector, order } = await opened();
    const opening = Projector.open(engineHandles(model, context), { path, isOnGpu: false, threads: 1 });
    const disposing = model.dispose();
    expect(await order({ disposing, opening })).toEqual(["opening", "disposing"]);
    await (await opening).close();
    await projector.close();
  });

  it("is waited for when it is node-llama-cpp's own evaluation or sampling", async () => {
    const { model, context, projector, order } = await opened();
    const native = nativeContext(context);
    const logits = await native.decode([2, 3], 0, true);
    const sampler = samplerChain(model, context);
    sampler.configure({ temperature: 0, seed: 1 }, null);
    const sampling = sampler.sample(logits);
    sampler.dispose();
    expect(await sampling).toBeGreaterThanOrEqual(0);
    await expect(sampler.sample(logits)).rejects.toMatchObject(disposed);
    const evaluating = native.decode(words(200, 1), 2, true);
    expect(await order({ context: context.dispose(), evaluating })).toEqual(["evaluating", "context"]);
    await expect(native.decode([2], 0, true)).rejects.toMatchObject(disposed);
    await expect(native.takeCheckpoint()).rejects.toMatchObject(disposed);
    expect(() => native.newestPosition()).toThrow(expect.objectContaining(disposed));
    await projector.close();
    await model.dispose();
  });

  it("may find threads and watch released only after the context, and only once", async () => {
    const { model, context, projector } = await opened();
    const handles = engineHandles(model, context);
    const [watch, threads] = [new EvaluationWatch(handles), new KeptThreads(handles, 2)];
    for (const resource of [watch, threads]) {
      expect(() => resource.release()).toThrow(expect.objectContaining({ code: "in-use" }));
    }
    const native = nativeContext(context, watch);
    const evaluating = native.decode(words(200, 1), 0, true);
    const closing = context.dispose();
    expect(() => watch.release()).toThrow(expect.objectContaining({ code: "in-use" }));
    await evaluating;
    await closing;
    for (const resource of [watch, threads]) {
      resource.release();
      expect(() => resource.release()).toThrow(expect.objectContaining(disposed));
    }
    await projector.close();
    await model.dispose();
  });

  it("ends or is refused, whenever model, context and projector are disposed of", async () => {
    const random = seededRandom(5);
    for (let round = 0; round < rounds; round++) {
      const { model, context, projector } = await opened();
      const heard = await projector.encodeAudio(clip.subarray(0, 16_000));
      const close = [() => model.dispose(), () => context.dispose(), () => projector.close()];
      // llama.cpp refuses positions that the context has already.
      let position = 0;
      const evaluate = async () => {
        await projector.evaluate(heard, { ...atStart, position });
        position += heard.tokens;
      };
      const work = [
        () => projector.encodeAudio(clip.subarray(0, 16_000 * (1 + random.below(9)))),
        () => projector.encodeImage(new Uint8Array(96 * 96 * 3), 96, 96),
        evaluate,
      ];
      const jobs = Array.from({ length: 3 }, () => random.pick(work));
      const errors: Promise<unknown>[] = [];
      let evaluation: Promise<unknown> = Promise.resolve();
      for (const step of shuffled([...jobs, random.pick(close)], random)) {
        // Calls that use the context must not overlap.
        const outcome = step === evaluate ? evaluation.then(step) : step();
        const error = outcome.then(
          () => null,
          (thrown: unknown) => thrown,
        );
        if (step === evaluate) evaluation = error;
        errors.push(error);
        for (let turn = random.below(20); turn > 0; turn--) await new Promise(setImmediate);
      }
      for (const error of await Promise.all(errors)) {
        if (error !== null)
          expect(error, `round ${round}: ${error instanceof Error ? error.message : ""}`).toMatchObject(
            disposed,
          );
      }
      await projector.close();
      await context.dispose();
      await model.dispose();
    }
  });
});

/** `npm run native -- --sanitize` runs more of them. */
const rounds = Number(process.env["FACET_DISPOSALS"] ?? 10);

function shuffled<T>(items: readonly T[], random: SeededRandom): readonly T[] {
  return items
    .map((item) => ({ item, at: random.below(1) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
