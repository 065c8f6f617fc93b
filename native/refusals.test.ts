import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Llama } from "node-llama-cpp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engineHandles } from "../electron/inference/local/host/llama-internals.ts";
import { openTestLlama } from "../tests/fixtures/context-reader.ts";
import { describeWithAddon } from "../tests/fixtures/describe-with-addon.ts";
import { openMediaModel, type MediaModel } from "../tests/fixtures/media-model.ts";
import { fixtureModel, fixtureProjector } from "../tests/fixtures/models.ts";
import { listener, reader } from "../tests/fixtures/trained-models.ts";
import type { AddonErrorCode } from "./addon-error.ts";
import { Projector } from "./media.ts";

const pixels = (widthPx: number, heightPx: number) => new Uint8Array(widthPx * heightPx * 3);

describeWithAddon("the media addon", () => {
  let llama: Llama;
  let receipts: MediaModel;
  let tones: MediaModel;
  let folder: string;

  beforeAll(async () => {
    llama = await openTestLlama();
    receipts = await openMediaModel(llama, reader, { batchSize: 512 });
    tones = await openMediaModel(llama, listener);
    folder = await mkdtemp(join(tmpdir(), "facet-projector-"));
  });
  afterAll(async () => {
    await receipts.dispose();
    await tones.dispose();
    await llama.dispose();
    await rm(folder, { recursive: true });
  });

  const refused = async (promise: Promise<unknown>, code: AddonErrorCode, words?: RegExp) => {
    await expect(promise).rejects.toMatchObject({
      name: "AddonError",
      code,
      ...(words && { message: expect.stringMatching(words) as string }),
    });
  };

  it.each<[string, number, number, number]>([
    ["no width", 0, 48, 0],
    ["a negative side", -48, -48, 48 * 48 * 3],
    ["sides that are not multiples of 48", 50, 48, 50 * 48 * 3],
    ["a fractional side", 48.5, 48, 48 * 48 * 3],
    ["too few bytes", 96, 96, 96 * 96 * 3 - 1],
    ["four channels", 96, 96, 96 * 96 * 4],
    ["no bytes", 96, 96, 0],
    ["more than 1,120 tokens", 48 * 34, 48 * 33, 48 * 34 * 48 * 33 * 3],
    ["a side longer than the projector's position table", 48 * 3000, 48, 48 * 48 * 3],
    ["NaN sides", NaN, NaN, 48],
  ])("refuses an image with %s", async (_name, widthPx, heightPx, bytes) => {
    await refused(receipts.projector.encodeImage(new Uint8Array(bytes), widthPx, heightPx), "bad-image");
  });

  it.each<[string, Float32Array]>([
    ["no samples", new Float32Array(0)],
    ["less than a token", new Float32Array(639)],
    ["more than 30 s", new Float32Array(480_001)],
    ["a NaN sample", new Float32Array(16_000).fill(NaN, 8_000, 8_001)],
    ["an infinite sample", new Float32Array(16_000).fill(-Infinity, 15_999)],
  ])("refuses a clip with %s", async (_name, samples) => {
    await refused(tones.projector.encodeAudio(samples), "bad-audio");
  });

  it("refuses media that the projector does not support", async () => {
    await refused(
      receipts.projector.encodeAudio(new Float32Array(16_000)),
      "no-hearing",
      /does not support audio/,
    );
    await refused(
      tones.projector.encodeImage(pixels(48, 48), 48, 48),
      "no-vision",
      /does not support images/,
    );
  });

  it("refuses media that do not fit in the context or in one batch", async () => {
    const seen = await receipts.projector.encodeImage(pixels(480, 384), 480, 384);
    const large = await receipts.projector.encodeImage(pixels(48 * 30, 48 * 20), 48 * 30, 48 * 20);
    const at = (position: number) => ({ position, batchTokens: 512 });
    await refused(receipts.projector.evaluate(seen, at(2048 - 79)), "does-not-fit", /no room/);
    await refused(receipts.projector.evaluate(large, at(0)), "does-not-fit", /at once/);
    await refused(receipts.projector.evaluate({ ...seen, tokens: 81 }, at(0)), "bad-embeddings");
    await refused(
      receipts.projector.evaluate({ ...seen, rows: new Float32Array(0) }, at(0)),
      "bad-embeddings",
    );
    // The context remains usable.
    expect(await receipts.ask(null, "Read it")).toBe(reader.says.withoutImage);
  });

  describe("refuses a projector that", () => {
    const open = async (path: string) => {
      const model = await llama.loadModel({ modelPath: await fixtureModel("dense") });
      const context = await model.createContext({ contextSize: 256, threads: 1 });
      try {
        const handles = engineHandles(model, context);
        return await Projector.open(handles, { path, isOnGpu: false, threads: 1 });
      } finally {
        await model.dispose();
      }
    };

    it("is missing, empty, or another file", async () => {
      const empty = join(folder, "empty.gguf");
      await writeFile(empty, "");
      await refused(open(join(folder, "nowhere.gguf")), "projector-unreadable", /cannot be opened/);
      await refused(open(folder), "projector-unreadable");
      await refused(open(empty), "projector-unreadable", /not a GGUF/);
      await refused(open(import.meta.filename), "projector-unreadable", /not a GGUF/);
      await refused(open(await fixtureModel("dense")), "projector-mismatch", /not a projector.*gemma4/);
    });

    it("is for another model", async () => {
      const path = await fixtureProjector("gemma4v-too-wide");
      await refused(open(path), "projector-mismatch", /embedding length 128.*has 64/);
      await refused(open(reader.projectorPath), "projector-mismatch");
    });

    it("is truncated anywhere", async () => {
      const whole = await readFile(await fixtureProjector("gemma4uv-gemma4ua"));
      for (const part of [0.001, 0.01, 0.1, 0.5, 0.99]) {
        const path = join(folder, "short.gguf");
        await writeFile(path, whole);
        await truncate(path, Math.floor(whole.length * part));
        await refused(open(path), "projector-unreadable");
      }
    });

    it("has a type that Gemma 4 does not use", async () => {
      const bytes = await readFile(await fixtureProjector("gemma4v"));
      const path = join(folder, "other.gguf");
      bytes.write("gemma3v", bytes.indexOf("gemma4v"));
      await writeFile(path, bytes);
      await refused(open(path), "projector-mismatch", /"gemma3v"/);
    });
  });

  it("refuses handles of another version, context or model", async () => {
    const model = await llama.loadModel({ modelPath: reader.modelPath });
    const other = await llama.loadModel({ modelPath: listener.modelPath });
    const context = await model.createContext({ contextSize: 256, threads: 1 });
    const handles = engineHandles(model, context);
    const open = (changed: Partial<typeof handles>) =>
      Projector.open({ ...handles, ...changed }, { path: reader.projectorPath, isOnGpu: false, threads: 1 });
    await refused(
      open({ version: "3.20.0" }),
      "not-compatible",
      /built for node-llama-cpp 3\.21\.1.*3\.20\.0/,
    );
    await refused(open({ contextTokens: 512 }), "not-compatible", /contextTokens: 256 instead of 512/);
    await refused(open({ embeddingSize: 1536 }), "not-compatible", /embeddingSize/);
    const { model: otherModel } = engineHandles(other, await other.createContext({ contextSize: 256 }));
    await refused(open({ model: otherModel }), "not-compatible", /isSameModel/);
    await refused(open({ model: {} }), "not-compatible");
    await model.dispose();
    await refused(open({}), "disposed");
    await other.dispose();
  });

  it("refuses calls after dispose", async () => {
    const own = await openMediaModel(llama, listener);
    const heard = await own.projector.encodeAudio(new Float32Array(16_000));
    const late = own.projector.encodeAudio(new Float32Array(16_000));
    await own.dispose();
    // A call that had started completes.
    expect((await late).tokens).toBe(25);
    await refused(own.projector.encodeAudio(new Float32Array(16_000)), "disposed");
    await refused(own.projector.evaluate(heard, { position: 0, batchTokens: 64 }), "disposed");
  });
});
