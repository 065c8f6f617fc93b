import type { Llama, LlamaContext, LlamaModel } from "node-llama-cpp";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { NativeContext } from "../electron/inference/local/host/cells/native-context.ts";
import { engineHandles, nativeContext } from "../electron/inference/local/host/llama-internals.ts";
import { abortAt, addonControls, type AddonControls } from "../tests/fixtures/addon-controls.ts";
import { openTestLlama, words } from "../tests/fixtures/context-reader.ts";
import { describeWithAddon } from "../tests/fixtures/describe-with-addon.ts";
import { distributionAt, totalVariation } from "../tests/fixtures/distribution.ts";
import { fixtureModel, fixtureProjector } from "../tests/fixtures/models.ts";
import { loadCheckedAddon } from "./engine-handles.ts";
import { EvaluationWatch } from "./evaluation-watch.ts";
import { Projector } from "./media.ts";

const batchTokens = 512;
/** Enough tokens for the sliding-window layers' 768 cells to wrap around. */
const before = words(1000, 1);
const next = words(batchTokens, 2);

describeWithAddon("EvaluationWatch", () => {
  let llama: Llama;
  let model: LlamaModel;
  let context: LlamaContext;
  let watch: EvaluationWatch;
  let native: NativeContext;
  let controls: AddonControls;

  beforeAll(async () => {
    llama = await openTestLlama();
    model = await llama.loadModel({ modelPath: await fixtureModel("per-layer-wide") });
    context = await newContext(model);
    controls = addonControls("watchEvaluations");
    watch = new EvaluationWatch(engineHandles(model, context));
    native = nativeContext(context, watch);
  });
  afterAll(async () => {
    await context.dispose();
    watch.release();
    await model.dispose();
    await llama.dispose();
  });

  const newContext = (of: LlamaModel) =>
    of.createContext({ contextSize: 2048, batchSize: batchTokens, threads: 1 });

  const readNext = (signal?: AbortSignal) =>
    native.decode(next, before.length, true, signal === undefined ? {} : { signal });

  it("stops an evaluation after any number of operations and leaves the earlier context unchanged", async () => {
    await native.decode(before.slice(0, batchTokens), 0, false);
    await native.decode(before.slice(batchTokens), batchTokens, false);
    const whole = await distributionAt(context, await readNext());
    const operations = controls.last()[1] ?? 0;
    native.forgetFrom(before.length);
    const after = [];
    for (const part of [0, 0.01, 0.3, 0.8]) {
      const more = await abortAt(Math.floor(operations * part), controls, readNext);
      after.push(more);
      if (more === null) native.forgetFrom(before.length);
      expect(native.newestPosition()).toBe(before.length - 1);
    }
    // The operation that was running when the flag was set is counted.
    for (const more of after) expect(more ?? 0).toBeLessThanOrEqual(1);
    expect(after[0]).not.toBeNull();
    expect(totalVariation(await distributionAt(context, await readNext()), whole)).toBeLessThan(1e-6);
    native.forgetAll();
  });

  it("does not start an evaluation whose signal is already aborted", async () => {
    const signal = AbortSignal.abort(new Error("never"));
    await expect(native.decode(next, 0, false, { signal })).rejects.toThrow("never");
    expect(native.newestPosition()).toBe(-1);
  });

  it("reports progress after a first evaluation, and nothing while there is none", async () => {
    await native.decode(words(1, 3), 0, false);
    const unwatched = nativeContext(context);
    const reported: number[] = [];
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const evaluate = async () => {
      vi.advanceTimersByTime(1_000);
      expect(reported).toEqual([]);
      await unwatched.decode(words(1, 3), 1, false);
      vi.advanceTimersByTime(1_000);
    };
    await watch.run(evaluate, { onProgress: (part) => reported.push(part) });
    vi.useRealTimers();
    expect(reported).toEqual([1]);
    native.forgetAll();
  });

  it.each(["dense", "per-layer-wide", "mixture"] as const)(
    "counts as many operations for one token as for many, with %s",
    async (name) => {
      const other = await llama.loadModel({ modelPath: await fixtureModel(name) });
      const counted = await newContext(other);
      const handles = engineHandles(other, counted);
      const control = new Int32Array(2);
      const addon = loadCheckedAddon(handles);
      const handle = addon.watchEvaluations(handles.context, control);
      const plain = nativeContext(counted);
      const counts: number[] = [];
      let position = 0;
      for (const [tokens, withLogits] of [
        [1, false],
        [1, true],
        [12, false],
        [300, true],
      ] as const) {
        control.fill(0);
        await plain.decode(words(tokens, 4), position, withLogits);
        position += tokens;
        counts.push(control[1] ?? 0);
      }
      expect(counts[0]).toBeGreaterThan(100);
      expect(new Set(counts).size).toBe(1);
      await counted.dispose();
      addon.releaseWatch(handle);
      await other.dispose();
    },
  );

  it("rejects with code failed when llama.cpp cannot evaluate a token", async () => {
    await expect(native.decode([1e9], 0, true)).rejects.toMatchObject({ code: "failed" });
  });

  it("still stops evaluations after the projector has used its own abort callback", async () => {
    const path = await fixtureProjector("gemma4v-gemma4a");
    const projector = await Projector.open(engineHandles(model, context), {
      path,
      isOnGpu: false,
      threads: 1,
    });
    const sound = await projector.encodeAudio(new Float32Array(16_000));
    await projector.evaluate(sound, { position: 0, batchTokens: 64 });
    const abort = new AbortController();
    const stopped = native.decode(next, sound.tokens, true, { signal: abort.signal });
    abort.abort(new Error("enough"));
    await expect(stopped).rejects.toThrow("enough");
    await projector.close();
    native.forgetAll();
  });
});
