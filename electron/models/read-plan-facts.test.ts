import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeGguf } from "../../scripts/gguf/gguf-writer.ts";
import { hollowModel } from "../../scripts/models/sized-model.ts";
import { estimatedFacts } from "../../shared/models/estimated-facts.ts";
import { gemma4Sizes } from "../../shared/models/gemma4-sizes.ts";
import { weightBytes } from "../../shared/models/plan-facts.ts";
import { readPlanFacts } from "./read-plan-facts.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-facts-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("readPlanFacts", () => {
  it.each([
    ["e2b", "E2B"],
    ["26b-a4b", "26B-A4B"],
  ] as const)("reads facts from the %s fixture that match those known for %s", async (size, name) => {
    const path = join(folder, `${size}.gguf`);
    await writeGguf(path, hollowModel(size));
    const facts = await readPlanFacts(path);
    if (facts === null) throw new Error("Nothing was read");
    const known = estimatedFacts(gemma4Sizes[name], weightBytes(facts) + 16e6, "Q4_0");
    expect(facts).toMatchObject({ architecture: "gemma4", isExact: true, isOutputTied: true });
    expect(facts.cache).toEqual(known.cache);
    expect(facts.vocabularySize).toBe(known.vocabularySize);
    expect(facts.perLayerEmbeddingBytes / Math.max(1, known.perLayerEmbeddingBytes)).toBeLessThan(1.05);
    const active = (of: typeof known) => of.layers.reduce((sum, { activeBytes }) => sum + activeBytes, 0);
    expect(active(facts) / active(known)).toBeCloseTo(1, 0);
  });

  it("returns null for a file that is not a model", async () => {
    const path = join(folder, "text.gguf");
    await writeFile(path, "no model");
    expect(await readPlanFacts(path)).toBeNull();
    expect(await readPlanFacts(join(folder, "none.gguf"))).toBeNull();
  });
});
