import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixtureModel } from "../../../tests/fixtures/models.ts";
import { failureOf, TestEngine } from "../../../tests/fixtures/test-engine.ts";
import { shortAnswer, showcaseAnswer } from "../../../tests/fixtures/texts.ts";

let folder: string;
let engine: TestEngine;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-loading-"));
  engine = new TestEngine();
});
afterAll(async () => {
  await engine.dispose();
  await rm(folder, { recursive: true });
});

describe("loading a model", () => {
  it("reports progress up to 1 and returns the loaded model", async () => {
    const progress: number[] = [];
    await engine.client.unload();
    const request = { modelId: "m", modelPath: await fixtureModel("demo"), contextLength: null };
    const loaded = await engine.client.load(request, (value) => progress.push(value));
    expect(progress.at(-1)).toBe(1);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(loaded).toMatchObject({ modelId: "m", contextSizeTokens: 8192, trainContextTokens: 8192 });
    expect(loaded.threads).toBeGreaterThanOrEqual(1);
  });

  it("does nothing when the model is already loaded with that context length", async () => {
    await engine.load("demo");
    await engine.ask("Hello");
    expect((await engine.load("demo")).contextSizeTokens).toBe(8192);
    expect((await engine.load("demo", 8192)).contextSizeTokens).toBe(8192);
    expect((await engine.ask("Hello")).result.stats.reusedTokens).toBeGreaterThan(5);
  });

  it("uses the requested context length up to the trained one", async () => {
    expect((await engine.load("demo", 1000)).contextSizeTokens).toBeGreaterThanOrEqual(1000);
    expect((await engine.load("demo", 1_000_000)).contextSizeTokens).toBe(8192);
  });

  it("loads the last model when several are requested at once", async () => {
    const [short, showcase] = [await fixtureModel("short"), await fixtureModel("showcase")];
    const requests = [
      { modelId: "a", modelPath: short, contextLength: null },
      { modelId: "b", modelPath: showcase, contextLength: null },
      { modelId: "c", modelPath: short, contextLength: 4096 },
      { modelId: "d", modelPath: short, contextLength: 4096 },
    ];
    const outcomes = await Promise.allSettled(
      requests.map((request) => engine.client.load(request, () => null)),
    );
    expect(outcomes.map(({ status }) => status).slice(2)).toEqual(["fulfilled", "fulfilled"]);
    expect(engine.client.loaded?.contextSizeTokens).toBe(4096);
    expect((await engine.ask("Hello")).text).toBe(shortAnswer);
  });

  it("loads a model that was unloaded while it was being loaded", async () => {
    await engine.client.unload();
    const request = { modelId: "a", modelPath: await fixtureModel("short"), contextLength: null };
    const outcomes = await Promise.allSettled([
      engine.client.load(request, () => null),
      engine.client.unload(),
      engine.client.load(request, () => null),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
    expect((await engine.ask("Hello")).text).toBe(shortAnswer);
  });

  it("reloads a file that was replaced", async () => {
    const modelPath = join(folder, "replaced.gguf");
    const request = { modelId: "m", modelPath, contextLength: null };
    await copyFile(await fixtureModel("short"), modelPath);
    await engine.client.load(request, () => null);
    expect((await engine.ask("Hello")).text).toBe(shortAnswer);
    await engine.client.unload();
    await copyFile(await fixtureModel("showcase"), modelPath);
    await engine.client.load(request, () => null);
    expect((await engine.ask("Hello")).text).toBe(showcaseAnswer);
  });

  it("rejects an unloadable file with the engine's message, and keeps working", async () => {
    const whole = await readFile(await fixtureModel("short"));
    const text = whole.toString("latin1");
    const files = {
      "garbage.gguf": Buffer.from("This is no model at all, whatever its name says."),
      "empty.gguf": Buffer.alloc(0),
      // Same length, so that the header stays readable.
      "unknown.gguf": Buffer.from(text.replaceAll("gemma4", "gemmax"), "latin1"),
      "cut.gguf": whole.subarray(0, whole.length / 2),
    };
    for (const [name, bytes] of Object.entries(files)) {
      const modelPath = join(folder, name);
      await writeFile(modelPath, bytes);
      const failure = await failureOf(
        engine.client.load({ modelId: name, modelPath, contextLength: null }, () => null),
      );
      expect([name, failure?.code]).toEqual([name, "model-load-failed"]);
      expect(String(failure?.data["detail"]).length).toBeGreaterThan(5);
      expect(engine.client.loaded).toBeNull();
    }
    const unknown = await failureOf(
      engine.client.load(
        { modelId: "u", modelPath: join(folder, "unknown.gguf"), contextLength: null },
        () => null,
      ),
    );
    expect(unknown?.message).toContain("gemmax");
    const missing = await failureOf(
      engine.client.load(
        { modelId: "x", modelPath: join(folder, "none.gguf"), contextLength: null },
        () => null,
      ),
    );
    expect(missing?.code).toBe("model-missing");
    await engine.load("short");
    expect((await engine.ask("Hello")).text).toBe(shortAnswer);
    expect(engine.crashes).toEqual([]);
  });

  it("rejects a generation with `no-model` after unloading", async () => {
    await engine.load("short");
    await engine.client.unload();
    expect(engine.client.loaded).toBeNull();
    expect((await failureOf(engine.ask("Hello")))?.code).toBe("no-model");
  });
});
