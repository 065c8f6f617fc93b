import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeGguf } from "../../scripts/gguf/gguf-writer.ts";
import { hollowModel } from "../../scripts/models/sized-model.ts";
import type { Hardware } from "../../shared/models/hardware.ts";
import { configuredModel, wishFor } from "../../shared/models/load-check.ts";
import type { PlannedProjector } from "../../shared/models/memory-plan.ts";
import type { Model, ModelProjector } from "../../shared/models/model.ts";
import type { ModelSettings } from "../../shared/models/model-settings.ts";
import { memoryNeededNow, verdictFor } from "../../shared/models/verdict.ts";
import { readPlanFacts } from "../models/read-plan-facts.ts";
import { memoryCheck } from "./memory-check.ts";
import type { LoadableModel } from "./model-source.ts";
import { listedModel } from "../../tests/fixtures/listed-model.ts";

const plain: ModelSettings = {
  contextTokens: 8_192,
  kvType: "f16",
  gpuLayers: null,
  threads: null,
  usesDrafter: true,
  chatTemplate: null,
};
const noCompanions = { projector: null, drafterBytes: null };
const long: ModelSettings = { ...plain, contextTokens: 131_072 };

let folder: string;
const found: LoadableModel[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-memory-"));
  for (const [size, layers] of [
    ["e2b", 10],
    ["e2b", 20],
    ["e2b", undefined],
    ["12b", undefined],
  ] as const) {
    const id = `${size}-${layers ?? "all"}.gguf`;
    const path = join(folder, id);
    await writeGguf(path, hollowModel(size, layers));
    found.push({
      model: modelNamed(id, (await stat(path)).size),
      path,
      projectorPath: null,
      drafterPath: null,
    });
  }
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

/** A check on a computer without a GPU. */
function check(freeBytes: number, settings = plain) {
  const models = {
    list: () => found.map(({ model }) => model),
    find: (id: string) => found.find(({ model }) => model.id === id) ?? null,
  };
  const checkLoad = memoryCheck({
    hardware: async () => withFree(freeBytes),
    models,
    settingsOf: () => settings,
  });
  return (id: string, contextTokens: number | null = null, loadedId?: string) => {
    const loaded = loadedId === undefined ? null : { path: pathOf(loadedId), settings, ...noCompanions };
    const model = models.find(id)?.model ?? modelNamed(id, 1);
    return checkLoad.shortage({ model, path: pathOf(id), contextTokens }, loaded);
  };
}

/** The same for a model with a drafter of this size. */
function drafterCheck(freeBytes: number, drafterBytes: number, settings: ModelSettings) {
  const check = memoryCheck({
    hardware: async () => withFree(freeBytes),
    models: { list: () => [], find: () => null },
    settingsOf: () => settings,
  });
  return async (id: string) => {
    const drafter = { id: "mtp.gguf", fileName: "mtp.gguf", sizeBytes: drafterBytes };
    const wanted = { model: { ...modelNamed(id, 1), drafter }, path: pathOf(id), contextTokens: null };
    const [shortage, drafterFits] = await Promise.all([
      check.shortage(wanted, null),
      check.drafterFits(wanted, null),
    ]);
    return { shortage, drafterFits };
  };
}

async function neededBy(
  id: string,
  settings = plain,
  projector: PlannedProjector | null = null,
): Promise<number> {
  const facts = await readPlanFacts(pathOf(id));
  if (facts === null) throw new Error(`The facts of ${id} cannot be read`);
  const hardware = withFree(64e9);
  const wish = wishFor(facts, { settings, ...noCompanions, projector }, hardware);
  return memoryNeededNow(facts, wish, hardware).ramBytes;
}

describe("the memory check", () => {
  it("finds no shortage where the model fits, nor for a file that it cannot read", async () => {
    expect(await check(32e9)("12b-all.gguf")).toBeNull();
    expect(await check(1)("missing.gguf")).toBeNull();
  });

  it("offers settings of the same model that would fit", async () => {
    const freeBytes = await neededBy("12b-all.gguf", { ...long, kvType: "q8_0" });
    const shortage = await check(freeBytes, long)("12b-all.gguf");
    expect(shortage).toMatchObject({
      neededBytes: await neededBy("12b-all.gguf", long),
      freeBytes,
      alternatives: [{ type: "small-cache" }, { type: "shorter-context" }],
    });
  });

  it("does not offer another context length where the chat sets it", async () => {
    const freeBytes = await neededBy("12b-all.gguf", { ...long, kvType: "q8_0" });
    const shortage = await check(freeBytes, plain)("12b-all.gguf", 131_072);
    expect(shortage?.alternatives).toEqual([{ type: "small-cache" }]);
  });

  it("names the two largest of the smaller models that would fit", async () => {
    const shortage = await check(await neededBy("e2b-all.gguf"))("12b-all.gguf");
    expect(shortage).toMatchObject({ alternatives: [], others: ["e2b-all.gguf", "e2b-20.gguf"] });
    const less = await check(await neededBy("e2b-20.gguf"))("12b-all.gguf");
    expect(less?.others).toEqual(["e2b-20.gguf", "e2b-10.gguf"]);
  });

  it("counts the drafter, without which a model is loaded rather than refused", async () => {
    const drafterBytes = 97_817_664;
    const needed = await neededBy("e2b-all.gguf");
    const fits = (freeBytes: number, settings = plain) =>
      drafterCheck(freeBytes, drafterBytes, settings)("e2b-all.gguf");
    expect(await fits(needed + drafterBytes)).toEqual({ shortage: null, drafterFits: true });
    expect(await fits(needed + drafterBytes - 1)).toEqual({ shortage: null, drafterFits: false });
    const short = await fits(needed - 1);
    expect(short).toMatchObject({ shortage: { neededBytes: needed }, drafterFits: false });
  });

  it("counts the batch that the projector needs, as the verdict and the load do", async () => {
    const id = "e2b-all.gguf";
    const facts = await readPlanFacts(pathOf(id));
    if (facts === null) throw new Error("The facts cannot be read");
    const projectorOf = (type: string) => ({
      id: "p",
      fileName: "p",
      sizeBytes: 1e6,
      type,
      sees: true,
      hears: false,
    });
    const [whole, causal] = [projectorOf("gemma4uv"), projectorOf("gemma4v")];
    const needed = await neededBy(id, plain, whole);
    // The working memory of 1,152 tokens at once instead of 512.
    expect(needed - (await neededBy(id, plain, causal))).toBeGreaterThan(20e6);

    const checked = memoryCheck({
      hardware: async () => withFree(needed - 1),
      models: { list: () => [], find: () => null },
      settingsOf: () => plain,
    });
    const shortage = (projector: ModelProjector) =>
      checked.shortage(
        { model: { ...modelNamed(id, 1), projector }, path: pathOf(id), contextTokens: null },
        null,
      );
    expect(await shortage(whole)).toMatchObject({ neededBytes: needed });
    expect(await shortage(causal)).toBeNull();

    const configured = configuredModel({ projector: whole, drafter: null }, plain);
    const verdict = verdictFor(facts, wishFor(facts, configured, withFree(64e9)), withFree(64e9));
    expect(verdict.neededBytes).toBe(needed);
  });

  it("counts the memory of the loaded model as free", async () => {
    const freeBytes = (await neededBy("12b-all.gguf")) - (await neededBy("e2b-all.gguf"));
    expect(await check(freeBytes)("12b-all.gguf")).not.toBeNull();
    expect(await check(freeBytes)("12b-all.gguf", null, "e2b-all.gguf")).toBeNull();
  });
});

const pathOf = (id: string) => join(folder, id);

const withFree = (freeBytes: number): Hardware => ({
  memory: { totalBytes: 64e9, freeBytes },
  processor: null,
  cores: 4,
  architecture: "x64",
  gpu: null,
  diskFreeBytes: null,
  bandwidthBytesPerSecond: null,
  operationsPerSecond: null,
});

const modelNamed = (id: string, sizeBytes: number): Model => ({ ...listedModel(id), name: id, sizeBytes });
