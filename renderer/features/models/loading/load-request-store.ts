import { create } from "zustand";
import { batchTokensFor } from "../../../../shared/models/memory-plan.ts";
import { chooseContextTokens } from "../../../../shared/models/choose-context.ts";
import { defaultModelSettings } from "../../../../shared/models/default-model-settings.ts";
import { fittingAlternatives, type Alternative } from "../../../../shared/models/fitting-alternatives.ts";
import type { Hardware } from "../../../../shared/models/hardware.ts";
import type { Model } from "../../../../shared/models/model.ts";
import type { ModelSettings } from "../../../../shared/models/model-settings.ts";
import type { PlanFacts } from "../../../../shared/models/plan-facts.ts";
import { repackedTypes } from "../../../../shared/models/repacked-types.ts";
import { fitsNow, needsNow, type LoadWish } from "../../../../shared/models/verdict.ts";
import { chooseModel, configureModel, useModels } from "../models-store.ts";
import { factsOf, loadHardware } from "../planning/planning-store.ts";

/** A load that was held back because it would not fit. */
export interface HeldLoad {
  readonly model: Model;
  readonly conversationId: string | null;
  readonly neededBytes: number;
  readonly freeBytes: number;
  readonly alternatives: readonly Alternative[];
  /** Others on this computer that would fit, the largest first. */
  readonly others: readonly Model[];
}

export const useHeldLoad = create<{ readonly held: HeldLoad | null }>(() => ({ held: null }));

/** Chooses a model, or says first that it would not fit into the memory that is free now. */
export async function askToLoad(model: Model, conversationId: string | null): Promise<void> {
  const held = await whyHeld(model, conversationId);
  if (held === null) {
    await chooseModel(model, conversationId);
  } else {
    useHeldLoad.setState({ held });
  }
}

export function loadAnyway(): void {
  const { held } = useHeldLoad.getState();
  dismissHeldLoad();
  if (held !== null) {
    void chooseModel(held.model, held.conversationId);
  }
}

export async function loadWith(alternative: Alternative): Promise<void> {
  const { held } = useHeldLoad.getState();
  dismissHeldLoad();
  if (held !== null) {
    await configureModel(held.model.id, { ...settingsOf(held.model), ...changeFor(alternative) });
    await chooseModel(held.model, held.conversationId);
  }
}

export function loadInstead(model: Model): void {
  const { held } = useHeldLoad.getState();
  dismissHeldLoad();
  void chooseModel(model, held?.conversationId ?? null);
}

export function dismissHeldLoad(): void {
  useHeldLoad.setState({ held: null });
}

async function whyHeld(model: Model, conversationId: string | null): Promise<HeldLoad | null> {
  const { engine, models } = useModels.getState();
  const isLoaded = engine.type === "ready" && engine.modelId === model.id;
  if (model.isDemo || isLoaded) {
    return null;
  }
  const [facts, hardware] = await Promise.all([factsOf(model.id), loadHardware()]);
  if (facts === null || hardware === null) {
    return null;
  }
  const room = withRoomOfLoaded(hardware, await loadedBytes(hardware));
  const wish = wishFor(facts, model, room);
  if (fitsNow(facts, wish, room)) {
    return null;
  }
  return {
    model,
    conversationId,
    ...needsNow(facts, wish, room),
    alternatives: fittingAlternatives(facts, wish, room),
    others: await othersThatFit(model, models, room),
  };
}

/** What the model in memory takes is free before the next one is loaded. */
async function loadedBytes(hardware: Hardware): Promise<number> {
  const { engine, models } = useModels.getState();
  const loaded = models.find(({ id }) => engine.type === "ready" && engine.modelId === id);
  const facts = loaded === undefined || loaded.isDemo ? null : await factsOf(loaded.id);
  if (facts === null || loaded === undefined || engine.type !== "ready") {
    return 0;
  }
  const { kvType, gpuLayers } = settingsOf(loaded);
  const wish: LoadWish = {
    contextTokens: engine.contextSizeTokens,
    kvType,
    gpuLayers,
    projectorBytes: loaded.projector?.sizeBytes ?? null,
  };
  return needsNow(facts, wish, hardware).neededBytes;
}

function withRoomOfLoaded(hardware: Hardware, bytes: number): Hardware {
  const { totalBytes, freeBytes } = hardware.memory;
  return { ...hardware, memory: { totalBytes, freeBytes: Math.min(totalBytes, freeBytes + bytes) } };
}

/** As the engine would load it. */
function wishFor(facts: PlanFacts, model: Model, hardware: Hardware): LoadWish {
  const { contextTokens: chosen, kvType, gpuLayers } = settingsOf(model);
  const projectorBytes = model.projector?.sizeBytes ?? null;
  const choice = {
    kvType,
    gpuLayers: hardware.gpu === null ? 0 : (gpuLayers ?? facts.layers.length + 1),
    batchTokens: batchTokensFor(facts, projectorBytes !== null),
    repackedTypes: repackedTypes(hardware.architecture),
    projectorBytes,
    drafterBytes: null,
  };
  const free = hardware.memory.freeBytes + (hardware.gpu?.isUnified === false ? hardware.gpu.freeBytes : 0);
  const contextTokens = chooseContextTokens(facts, chosen, choice, free);
  return { contextTokens, kvType, gpuLayers, projectorBytes };
}

async function othersThatFit(
  model: Model,
  models: readonly Model[],
  hardware: Hardware,
): Promise<readonly Model[]> {
  const smaller = models.filter(
    (other) => !other.isDemo && other.state.type === "ready" && other.sizeBytes < model.sizeBytes,
  );
  const fitting = await Promise.all(
    smaller.map(async (other) => {
      const facts = await factsOf(other.id);
      return facts !== null && fitsNow(facts, wishFor(facts, other, hardware), hardware);
    }),
  );
  return smaller
    .filter((_, index) => fitting[index])
    .sort((a, b) => b.sizeBytes - a.sizeBytes)
    .slice(0, 2);
}

const settingsOf = (model: Model): ModelSettings =>
  useModels.getState().modelSettings[model.id] ?? defaultModelSettings;

function changeFor(alternative: Alternative): Partial<ModelSettings> {
  switch (alternative.type) {
    case "shorter-context":
      return { contextTokens: alternative.contextTokens };
    case "small-cache":
      return { kvType: "q8_0" };
    case "small-cache-and-context":
      return { kvType: "q8_0", contextTokens: alternative.contextTokens };
    case "fewer-gpu-layers":
      return { gpuLayers: alternative.gpuLayers };
  }
}
