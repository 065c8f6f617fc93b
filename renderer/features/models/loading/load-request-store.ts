import { create } from "zustand";
import { defaultModelSettings } from "../../../../shared/models/default-model-settings.ts";
import { fittingAlternatives, type Alternative } from "../../../../shared/models/fitting-alternatives.ts";
import type { Hardware } from "../../../../shared/models/hardware.ts";
import {
  shortageFor,
  wishFor,
  withFreedMemory,
  type MemoryShortage,
} from "../../../../shared/models/load-check.ts";
import type { EngineState, Model } from "../../../../shared/models/model.ts";
import type { ModelSettings } from "../../../../shared/models/model-settings.ts";
import { fitsNow, memoryNeededNow } from "../../../../shared/models/verdict.ts";
import { chooseModel, configureModel, decideHeld, useModels } from "../models-store.ts";
import { factsOf, loadHardware } from "../planning/planning-store.ts";

/** A load that is held until the user decides, because it would not fit into memory. */
export interface HeldLoad extends MemoryShortage {
  readonly model: Model;
  readonly conversationId: string | null;
  readonly alternatives: readonly Alternative[];
  /** Other installed models that would fit, largest first. */
  readonly others: readonly Model[];
  /** Whether the engine started the load and waits for the decision; false if the user asked for it here. */
  readonly isWaiting: boolean;
}

export const useHeldLoad = create<{ readonly held: HeldLoad | null }>(() => ({ held: null }));

/** Chooses a model, or opens the dialog if it would not fit into the free memory. */
export async function askToLoad(model: Model, conversationId: string | null): Promise<void> {
  const held = await checkLoad(model, conversationId);
  if (held === null) {
    await chooseModel(model, conversationId);
  } else {
    useHeldLoad.setState({ held });
  }
}

/** Opens the dialog when the engine holds a load, and closes it when it no longer does. */
export async function followEngine(engine: EngineState, conversationId: string | null): Promise<void> {
  if (engine.type !== "held") {
    useHeldLoad.setState(({ held }) => ({ held: held?.isWaiting === true ? null : held }));
    return;
  }
  const { modelId, contextTokens, neededBytes, freeBytes } = engine;
  const model = useModels.getState().models.find(({ id }) => id === modelId);
  if (model === undefined) return;
  const found = await findAlternatives(model, contextTokens);
  if (useModels.getState().engine !== engine) return;
  const held = { model, conversationId, neededBytes, freeBytes, isWaiting: true, ...found };
  useHeldLoad.setState({ held });
}

export function loadAnyway(): void {
  const held = takeHeld();
  if (held?.isWaiting === true) {
    void decideHeld(held.model.id, "load");
  } else if (held !== null) {
    void chooseModel(held.model, held.conversationId, true);
  }
}

export async function loadWith(alternative: Alternative): Promise<void> {
  const held = takeHeld();
  if (held === null) return;
  await configureModel(held.model.id, { ...settingsOf(held.model), ...changeFor(alternative) });
  await (held.isWaiting ? decideHeld(held.model.id, "again") : chooseModel(held.model, held.conversationId));
}

export function loadInstead(model: Model): void {
  const held = takeHeld();
  void chooseModel(model, held?.conversationId ?? null);
}

export function dismissHeldLoad(): void {
  const held = takeHeld();
  if (held?.isWaiting === true) void decideHeld(held.model.id, "leave");
}

function takeHeld(): HeldLoad | null {
  const { held } = useHeldLoad.getState();
  useHeldLoad.setState({ held: null });
  return held;
}

async function checkLoad(model: Model, conversationId: string | null): Promise<HeldLoad | null> {
  const { engine } = useModels.getState();
  const isLoaded = engine.type === "ready" && engine.modelId === model.id;
  if (model.isDemo || isLoaded) {
    return null;
  }
  const [facts, room] = await Promise.all([factsOf(model.id), hardwareAfterUnload()]);
  if (facts === null || room === null) {
    return null;
  }
  const shortage = shortageFor(facts, wishFor(facts, loadInputsOf(model), room), room);
  return shortage === null
    ? null
    : { model, conversationId, isWaiting: false, ...shortage, ...(await findAlternatives(model)) };
}

/**
 * Finds settings and other models that would fit.
 * @param chatContext the context length set for the chat, which the model's settings cannot shorten
 */
async function findAlternatives(
  model: Model,
  chatContext: number | null = null,
): Promise<Pick<HeldLoad, "alternatives" | "others">> {
  const [facts, room] = await Promise.all([factsOf(model.id), hardwareAfterUnload()]);
  if (facts === null || room === null) {
    return { alternatives: [], others: [] };
  }
  const { settings, projectorBytes } = loadInputsOf(model);
  const contextTokens = chatContext ?? settings.contextTokens;
  const wish = wishFor(facts, { settings: { ...settings, contextTokens }, projectorBytes }, room);
  return {
    alternatives: fittingAlternatives(facts, wish, room).filter(
      (alternative) => chatContext === null || !("contextTokens" in alternative),
    ),
    others: await othersThatFit(model, room),
  };
}

/** The hardware with the memory of the loaded model counted as free: it is unloaded before the next load. */
async function hardwareAfterUnload(): Promise<Hardware | null> {
  const hardware = await loadHardware();
  const { engine, models } = useModels.getState();
  const loaded = models.find(({ id }) => engine.type === "ready" && engine.modelId === id);
  const facts = loaded === undefined || loaded.isDemo ? null : await factsOf(loaded.id);
  if (hardware === null || facts === null || loaded === undefined || engine.type !== "ready") {
    return hardware;
  }
  const { settings, projectorBytes } = loadInputsOf(loaded);
  const asLoaded = { settings: { ...settings, contextTokens: engine.contextSizeTokens }, projectorBytes };
  return withFreedMemory(hardware, memoryNeededNow(facts, wishFor(facts, asLoaded, hardware), hardware));
}

async function othersThatFit(model: Model, hardware: Hardware): Promise<readonly Model[]> {
  const smaller = useModels
    .getState()
    .models.filter(
      (other) => !other.isDemo && other.state.type === "ready" && other.sizeBytes < model.sizeBytes,
    );
  const fitting = await Promise.all(
    smaller.map(async (other) => {
      const facts = await factsOf(other.id);
      return facts !== null && fitsNow(facts, wishFor(facts, loadInputsOf(other), hardware), hardware);
    }),
  );
  return smaller
    .filter((_, index) => fitting[index])
    .sort((a, b) => b.sizeBytes - a.sizeBytes)
    .slice(0, 2);
}

const loadInputsOf = (model: Model) => ({
  settings: settingsOf(model),
  projectorBytes: model.projector?.sizeBytes ?? null,
});

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
