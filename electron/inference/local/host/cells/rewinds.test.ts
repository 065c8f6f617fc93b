import type { Llama } from "node-llama-cpp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newReader, openTestLlama } from "../../../../../tests/fixtures/context-reader.ts";
import { fixtureModel } from "../../../../../tests/fixtures/models.ts";
import { farthestBack, rewindAndCompare, splitNoise } from "../../../../../tests/fixtures/rewind-check.ts";

let llama: Llama;

beforeAll(async () => {
  llama = await openTestLlama();
});
afterAll(() => llama.dispose());

/** `npm run soak -- rewinds` rewinds by every distance on every model shape. */
describe("a context after a rewind", () => {
  it.each([
    ["dense", 1],
    ["dense-q8", 7],
    ["dense-q4", 7],
    ["per-layer", 5],
    ["mixture", 7],
  ] as const)("gives the same logits as a fresh context, on %s", { timeout: 300_000 }, async (name, step) => {
    const model = await llama.loadModel({ modelPath: await fixtureModel(name) });
    const [reader, fresh] = [await newReader(model), await newReader(model)];
    for (let back = 1; back <= farthestBack; back += step) {
      const { distance } = await rewindAndCompare(reader, fresh, back);
      expect([back, distance]).toEqual([back, expect.toSatisfy((value: number) => value < splitNoise)]);
    }
    await model.dispose();
  });
});
