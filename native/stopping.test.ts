import type { Llama, LlamaContext, LlamaModel } from "node-llama-cpp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { engineHandles, nativeContext } from "../electron/inference/local/host/llama-internals.ts";
import { abortAt, addonControls } from "../tests/fixtures/addon-controls.ts";
import { openTestLlama } from "../tests/fixtures/context-reader.ts";
import { describeWithAddon } from "../tests/fixtures/describe-with-addon.ts";
import { distributionAt, totalVariation } from "../tests/fixtures/distribution.ts";
import { fixtureModel, fixtureProjector } from "../tests/fixtures/models.ts";
import { Projector, type Embeddings } from "./media.ts";

/** An image whose encoding is split into some seven pieces. */
const imageTokens = 28 * 20;
const side = { widthPx: 28 * 48, heightPx: 20 * 48 };
const noise = new Uint8Array(side.widthPx * side.heightPx * 3).map((_, i) => Math.imul(i, 2654435761) >>> 24);
const clip = new Float32Array(480_000).map((_, i) => Math.sin(i / 10) / 3);
/**
 * The most a job does after it was stopped, in thousandths. How long that takes is measured by
 * `bench -- media`.
 */
const mostAfterStop = 400;

describeWithAddon("stopping the media addon", () => {
  let llama: Llama;
  let model: LlamaModel;
  let context: LlamaContext;
  let projector: Projector;
  let picture: Embeddings;
  const open = async (isOnGpu: boolean) =>
    Projector.open(engineHandles(model, context), {
      path: await fixtureProjector("gemma4v-gemma4a"),
      isOnGpu,
      threads: 1,
    });

  beforeAll(async () => {
    llama = await openTestLlama();
    model = await llama.loadModel({ modelPath: await fixtureModel("per-layer-wide") });
    context = await model.createContext({ contextSize: 2048, batchSize: 1152, threads: 1 });
    projector = await open(false);
    picture = await projector.encodeImage(noise, side.widthPx, side.heightPx);
  });
  afterAll(async () => {
    await projector.close();
    await context.dispose();
    await model.dispose();
    await llama.dispose();
  });

  it("does not start a job whose signal is already aborted", async () => {
    const signal = AbortSignal.abort(new Error("never"));
    await expect(projector.encodeAudio(clip, { signal })).rejects.toThrow("never");
  });

  it("stops encoding an image after any amount of work without affecting the next one", async () => {
    const controls = addonControls("encodeImage");
    const encode = (signal?: AbortSignal) =>
      projector.encodeImage(noise, side.widthPx, side.heightPx, signal && { signal });
    const after = [];
    for (const amount of [0, 1, 100, 300]) after.push(await abortAt(amount, controls, encode));
    expect(after[0]).not.toBeNull();
    for (const more of after) expect(more ?? 0).toBeLessThan(mostAfterStop);
    expect((await encode()).rows).toEqual(picture.rows);
    // The last stop came in the middle of the work. How finely the work is counted depends on the machine's load.
    expect(controls.last()[1]).toBeGreaterThan(300);
  });

  it("stops encoding a clip after any amount of work without affecting the next one", async () => {
    const controls = addonControls("encodeAudio");
    const encode = (signal?: AbortSignal) => projector.encodeAudio(clip, signal && { signal });
    const whole = await encode();
    const after = [];
    for (const amount of [0, 1, 200, 700]) after.push(await abortAt(amount, controls, encode));
    expect(after[0]).not.toBeNull();
    for (const more of after) expect(more ?? 0).toBeLessThan(mostAfterStop);
    expect((await encode()).rows).toEqual(whole.rows);
  });

  it("stops an evaluation and repeats it with the same result", async () => {
    const native = nativeContext(context);
    const evaluate = (signal?: AbortSignal) => {
      native.forgetAll();
      return projector.evaluate(picture, {
        position: 0,
        batchTokens: imageTokens,
        ...(signal && { signal }),
      });
    };
    const distribution = async () => {
      await evaluate();
      return distributionAt(context, await native.decode([40, 41, 42], imageTokens, true));
    };
    const whole = await distribution();
    for (const turns of [0, 100, 1_000]) {
      const abort = new AbortController();
      const error = evaluate(abort.signal).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
      abort.abort("enough");
      // With many turns it may have finished.
      if (turns === 0) expect(await error).toBe("enough");
      else expect(["enough", null]).toContain(await error);
    }
    expect(totalVariation(await distribution(), whole)).toBeLessThan(1e-6);
  });

  it("computes the same numbers in pieces as in one go", async () => {
    // There is no GPU here, but isOnGpu turns the splitting off.
    const inOne = await open(true);
    const { rows } = await inOne.encodeImage(noise, side.widthPx, side.heightPx);
    expect(picture.rows).toEqual(rows);
    await inOne.close();
  });
});
