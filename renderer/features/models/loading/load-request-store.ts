import { create } from "zustand";
import { defaultModelSettings } from "../../../../shared/models/default-model-settings.ts";
import { fittingAlternatives, type Alternative } from "../../../../shared/models/fitting-alternatives.ts";
import type { Hardware } from "../../../../shared/models/hardware.ts";
import {
  shortageFor,
  wishFor,
  withRoomOf,
  type MemoryShortage,
} from "../../../../shared/models/load-check.ts";
import type { EngineState, Model } from "../../../../shared/models/model.ts";
import type { ModelSettings } from "../../../../shared/models/model-settings.ts";
import { fitsNow, takesNow } from "../../../../shared/models/verdict.ts";
import { chooseModel, configureModel, decideHeld, useModels } from "../models-store.ts";
import { factsOf, loadHardware } from "../planning/planning-store.ts";

/** A load that was held back because it would not fit. */
export interface HeldLoad extends MemoryShortage {
  readonly model: Model;
  readonly conversationId: string | null;
  readonly alternatives: readonly Alternative[];
  /** Others on this computer that would fit, the largest first. */
  readonly others: readonly Model[];
  /** It was to begin by itself, and the engine waits. */
  readonly isWaiting: boolean;
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

/** Says what the engine waits for, and no longer when it does not wait any more. */
export async function followEngine(engine: EngineState, conversationId: string | null): Promise<void> {
  if (engine.type !== "held") {
    useHeldLoad.setState(({ held }) => ({ held: held?.isWaiting === true ? null : held }));
    return;
  }
  const { modelId, contextTokens, neededBytes, freeBytes } = engine;
  const model = useModels.getState().models.find(({ id }) => id === modelId);
  if (model === undefined) return;
  const found = await waysOut(model, contextTokens);
  if (useModels.getState().engine !== engine) return;
  const held = { model, conversationId, neededBytes, freeBytes, isWaiting: true, ...found };
  useHeldLoad.setState({ held });
}

export function loadAnyway(): void {
  const held = take();
  if (held?.isWaiting === true) {
    void decideHeld(held.model.id, "load");
  } else if (held !== null) {
    void chooseModel(held.model, held.conversationId, true);
  }
}

export async function loadWith(alternative: Alternative): Promise<void> {
  const held = take();
  if (held === null) return;
  await configureModel(held.model.id, { ...settingsOf(held.model), ...changeFor(alternative) });
  await (held.isWaiting ? decideHeld(held.model.id, "again") : chooseModel(held.model, held.conversationId));
}

export function loadInstead(model: Model): void {
  const held = take();
  void chooseModel(model, held?.conversationId ?? null);
}

export function dismissHeldLoad(): void {
  const held = take();
  if (held?.isWaiting === true) void decideHeld(held.model.id, "leave");
}

function take(): HeldLoad | null {
  const { held } = useHeldLoad.getState();
  useHeldLoad.setState({ held: null });
  return held;
}

async function whyHeld(model: Model, conversationId: string | null): Promise<HeldLoad | null> {
  const { engine } = useModels.getState();
  const isLoaded = engine.type === "ready" && engine.modelId === model.id;
  if (model.isDemo || isLoaded) {
    return null;
  }
  const [facts, room] = await Promise.all([factsOf(model.id), freeRoom()]);
  if (facts === null || room === null) {
    return null;
  }
  const shortage = shortageFor(facts, wishFor(facts, setModel(model), room), room);
  return shortage === null
    ? null
    : { model, conversationId, isWaiting: false, ...shortage, ...(await waysOut(model)) };
}

/**
 * What would fit instead.
 * @param chatContext what the chat has chosen for itself: no setting of the model shortens it
 */
async function waysOut(
  model: Model,
  chatContext: number | null = null,
): Promise<Pick<HeldLoad, "alternatives" | "others">> {
  const [facts, room] = await Promise.all([factsOf(model.id), freeRoom()]);
  if (facts === null || room === null) {
    return { alternatives: [], others: [] };
  }
  const { settings, projectorBytes } = setModel(model);
  const contextTokens = chatContext ?? settings.contextTokens;
  const wish = wishFor(facts, { settings: { ...settings, contextTokens }, projectorBytes }, room);
  return {
    alternatives: fittingAlternatives(facts, wish, room).filter(
      (alternative) => chatContext === null || !("contextTokens" in alternative),
    ),
    others: await othersThatFit(model, room),
  };
}

/** What is free once the model in memory has left: it does before the next one comes. */
async function freeRoom(): Promise<Hardware | null> {
  const hardware = await loadHardware();
  const { engine, models } = useModels.getState();
  const loaded = models.find(({ id }) => engine.type === "ready" && engine.modelId === id);
  const facts = loaded === undefined || loaded.isDemo ? null : await factsOf(loaded.id);
  if (hardware === null || facts === null || loaded === undefined || engine.type !== "ready") {
    return hardware;
  }
  const { settings, projectorBytes } = setModel(loaded);
  const asLoaded = { settings: { ...settings, contextTokens: engine.contextSizeTokens }, projectorBytes };
  return withRoomOf(hardware, takesNow(facts, wishFor(facts, asLoaded, hardware), hardware));
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
      return facts !== null && fitsNow(facts, wishFor(facts, setModel(other), hardware), hardware);
    }),
  );
  return smaller
    .filter((_, index) => fitting[index])
    .sort((a, b) => b.sizeBytes - a.sizeBytes)
    .slice(0, 2);
}

const setModel = (model: Model) => ({
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
