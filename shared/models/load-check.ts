import { chooseContextTokens } from "./choose-context.ts";
import type { Hardware } from "./hardware.ts";
import { freeBudget, type MemoryBudget } from "./memory-budget.ts";
import { batchTokensFor, type PlannedProjector } from "./memory-plan.ts";
import type { MemoryShortage } from "./memory-shortage.ts";
import type { Model } from "./model.ts";
import type { ModelSettings } from "./model-settings.ts";
import type { PlanFacts } from "./plan-facts.ts";
import { repackedTypes } from "./repacked-types.ts";
import { fitsNow, memoryNeededNow, type LoadWish } from "./verdict.ts";

/** A model's load settings and companions. */
export interface ConfiguredModel {
  readonly settings: ModelSettings;
  /** null: there is none. */
  readonly projector: PlannedProjector | null;
  /** Size of the drafter's file; null: none, or it is not to be used. */
  readonly drafterBytes: number | null;
}

/** How the engine would load the model into free memory; see `chooseContextTokens`. */
export function wishFor(
  facts: PlanFacts,
  { settings, projector, drafterBytes }: ConfiguredModel,
  hardware: Hardware,
): LoadWish {
  const { contextTokens: chosen, kvType, gpuLayers } = settings;
  const { ramBytes, vramBytes } = freeBudget(hardware);
  const choice = {
    kvType,
    gpuLayers: hardware.gpu === null ? 0 : (gpuLayers ?? facts.layers.length + 1),
    batchTokens: batchTokensFor(facts, projector),
    repackedTypes: repackedTypes(hardware.architecture),
    projectorBytes: projector?.sizeBytes ?? null,
    // The context is not shortened for a drafter, which is left out where it does not fit.
    drafterBytes: null,
  };
  const contextTokens = chooseContextTokens(facts, chosen, choice, ramBytes + vramBytes);
  return { contextTokens, kvType, gpuLayers, projector, drafterBytes };
}

/** null: it fits, at least without the drafter. */
export function shortageFor(
  facts: PlanFacts,
  wanted: LoadWish,
  hardware: Hardware,
): Pick<MemoryShortage, "neededBytes" | "freeBytes"> | null {
  const wish = { ...wanted, drafterBytes: null };
  if (fitsNow(facts, wish, hardware)) {
    return null;
  }
  const takes = memoryNeededNow(facts, wish, hardware);
  const free = freeBudget(hardware);
  return {
    neededBytes: takes.ramBytes + takes.vramBytes,
    freeBytes: free.ramBytes + (takes.vramBytes > 0 ? free.vramBytes : 0),
  };
}

/** A model as it is configured: with its companions as far as its settings want them. */
export function configuredModel(
  { projector, drafter }: Pick<Model, "projector" | "drafter">,
  settings: ModelSettings,
): ConfiguredModel {
  return {
    settings,
    projector,
    drafterBytes: settings.usesDrafter ? (drafter?.sizeBytes ?? null) : null,
  };
}

/** The hardware with this memory freed, because a loaded model is unloaded before the next one is loaded. */
export function withFreedMemory(hardware: Hardware, { ramBytes, vramBytes }: MemoryBudget): Hardware {
  const { memory, gpu } = hardware;
  const freeBytes = Math.min(memory.totalBytes, memory.freeBytes + ramBytes);
  return {
    ...hardware,
    memory: { ...memory, freeBytes },
    gpu: gpu && { ...gpu, freeBytes: Math.min(gpu.memoryBytes, gpu.freeBytes + vramBytes) },
  };
}
