import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { noDrafting, type Drafting } from "../../shared/inference/drafting.ts";
import { defaultModelSettings } from "../../shared/models/default-model-settings.ts";
import { listedModel } from "../../tests/fixtures/listed-model.ts";
import { ScriptedEngine } from "../../tests/fixtures/scripted-engine.ts";
import { openLog } from "../home/log.ts";
import { ModelLoader } from "./model-loader.ts";

const folder = mkdtempSync(join(tmpdir(), "facet-drafters-"));
afterAll(() => rmSync(folder, { recursive: true }));

const drafter = { id: "mtp-a.gguf", fileName: "mtp-a.gguf", sizeBytes: 7 };
const model = { ...listedModel("a.gguf"), drafter };
const wanted = { modelId: "a.gguf", modelName: "A", contextLength: null };

let engine: ScriptedEngine;
let loader: ModelLoader;
let usesDrafter: boolean;
let isRoomy: boolean;
let drafterPath: string | null;
beforeEach(() => {
  [engine, usesDrafter, isRoomy, drafterPath] = [new ScriptedEngine(), true, true, "/models/mtp-a.gguf"];
  loader = new ModelLoader({
    engine,
    models: {
      list: () => [model],
      find: () => ({ model, path: "/models/a.gguf", projectorPath: null, drafterPath }),
    },
    settingsOf: () => ({ ...defaultModelSettings, usesDrafter }),
    check: { shortage: async () => null, drafterFits: async () => isRoomy },
    log: openLog(folder),
  });
});

const load = async () => {
  await loader.load(wanted, { whenMemoryShort: "refuse" });
  return engine.currentLoad.request.drafterPath ?? null;
};

describe("the drafter of a model", () => {
  it("is loaded with the model, and its measurements are reported", async () => {
    expect(await load()).toBe(drafterPath);
    expect(loader.state).toMatchObject({ type: "ready", drafting: noDrafting, isDrafterLeftOut: false });
    const measured = { acceptanceRate: 0.8, speedup: 1.4 };
    const drafting: Drafting = { ...noDrafting, drafter: { type: "on", measured } };
    engine.reportDrafting(drafting);
    expect(loader.state).toMatchObject({ type: "ready", modelId: "a.gguf", drafting });
  });

  it("is left out where both would not fit, and the model is loaded", async () => {
    isRoomy = false;
    expect(await load()).toBeNull();
    expect(loader.state).toMatchObject({ type: "ready", isDrafterLeftOut: true });
    expect(loader.isReadyFor(wanted)).toBe(true);
  });

  it("is left out where the user has switched it off, from the next load on", async () => {
    await load();
    usesDrafter = false;
    expect(loader.isReadyFor(wanted)).toBe(false);
    expect(await load()).toBeNull();
    expect(loader.state).toMatchObject({ isDrafterLeftOut: false });
  });

  it("makes the model load again once it was downloaded", async () => {
    const downloaded = drafterPath;
    drafterPath = null;
    expect(await load()).toBeNull();
    drafterPath = downloaded;
    expect(loader.isReadyFor(wanted)).toBe(false);
    expect(await load()).toBe(drafterPath);
  });
});
