import { setTimeout as sleep } from "node:timers/promises";
import type { Llama, LlamaContext, LlamaModel } from "node-llama-cpp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { engineHandles, nativeContext } from "../electron/inference/local/host/llama-internals.ts";
import { openTestLlama } from "../tests/fixtures/context-reader.ts";
import { describeWithAddon } from "../tests/fixtures/describe-with-addon.ts";
import { distributionAt, totalVariation } from "../tests/fixtures/distribution.ts";
import { fixtureModel, fixtureProjector } from "../tests/fixtures/models.ts";
import { Projector, type Embeddings } from "./media.ts";

/** An image of 280 tokens, whose attention alone is split into several pieces. */
const side = { widthPx: 20 * 48, heightPx: 14 * 48 };
const noise = new Uint8Array(side.widthPx * side.heightPx * 3).map((_, i) => Math.imul(i, 2654435761) >>> 24);
const clip = new Float32Array(480_000).map((_, i) => Math.sin(i / 10) / 3);
const soonMs = 200;

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

  /**
   * Stops a job after `ms` and returns the CPU time in ms from there to its end; null: it had already
   * finished. Process CPU time with one computing thread, because wall time varies on a busy machine.
   */
  const stoppedAfter = async (ms: number, job: (signal: AbortSignal) => Promise<unknown>) => {
    const abort = new AbortController();
    const promise = job(abort.signal).then(
      () => null,
      (error: unknown) => error,
    );
    await sleep(ms);
    const spent = process.cpuUsage();
    abort.abort(new Error("enough"));
    const outcome = await promise;
    if (outcome === null) return null;
    expect(outcome).toMatchObject({ message: "enough" });
    const { user, system } = process.cpuUsage(spent);
    return (user + system) / 1000;
  };

  it("does not start a job whose signal is already aborted", async () => {
    const signal = AbortSignal.abort(new Error("never"));
    await expect(projector.encodeAudio(clip, { signal })).rejects.toThrow("never");
  });

  it("stops encoding an image at any time without affecting the next one", async () => {
    for (const ms of [0, 30, 150, 400]) {
      const took = await stoppedAfter(ms, (signal) =>
        projector.encodeImage(noise, side.widthPx, side.heightPx, { signal }),
      );
      expect(took ?? 0).toBeLessThan(soonMs);
    }
    const again = await projector.encodeImage(noise, side.widthPx, side.heightPx);
    expect(again.rows).toEqual(picture.rows);
  });

  it("stops encoding a clip at any time", async () => {
    const whole = await projector.encodeAudio(clip);
    for (const ms of [5, 60, 200]) {
      const took = await stoppedAfter(ms, (signal) => projector.encodeAudio(clip, { signal }));
      expect(took ?? 0).toBeLessThan(soonMs);
    }
    expect((await projector.encodeAudio(clip)).rows).toEqual(whole.rows);
  });

  it("stops an evaluation and repeats it with the same result", async () => {
    const native = nativeContext(context);
    const saidAfter = async () => {
      native.forgetAll();
      await projector.evaluate(picture, { position: 0, batchTokens: 280 });
      return distributionAt(context, await native.decode([40, 41, 42], 280, true));
    };
    const whole = await saidAfter();
    for (const ms of [0, 20, 100, 300]) {
      native.forgetAll();
      const took = await stoppedAfter(ms, (signal) =>
        projector.evaluate(picture, { position: 0, batchTokens: 280, signal }),
      );
      expect(took ?? 0).toBeLessThan(soonMs);
    }
    expect(totalVariation(await saidAfter(), whole)).toBeLessThan(1e-6);
  });

  it("computes the same numbers in pieces as in one go", async () => {
    // There is no GPU here, but isOnGpu turns the splitting off.
    const inOne = await open(true);
    const { rows } = await inOne.encodeImage(noise, side.widthPx, side.heightPx);
    expect(picture.rows).toEqual(rows);
    await inOne.close();
  });

  it("reports increasing progress", async () => {
    const told: number[] = [];
    const [widthPx, heightPx] = [28 * 48, 20 * 48];
    await projector.encodeImage(new Uint8Array(widthPx * heightPx * 3), widthPx, heightPx, {
      onProgress: (done) => told.push(done),
    });
    expect(told.length).toBeGreaterThan(2);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told[0]).toBeLessThan(0.5);
    expect(told.at(-1)).toBeGreaterThan(0.5);
  });
});
