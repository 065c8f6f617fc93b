import { chooseContextTokens } from "./choose-context.ts";
import type { Hardware } from "./hardware.ts";
import { freeBudget, type MemoryBudget } from "./memory-budget.ts";
import { batchTokensFor } from "./memory-plan.ts";
import type { ModelSettings } from "./model-settings.ts";
import type { PlanFacts } from "./plan-facts.ts";
import { repackedTypes } from "./repacked-types.ts";
import { fitsNow, takesNow, type LoadWish } from "./verdict.ts";

/** Why a load is held back: it needs more than is free. */
export interface MemoryShortage {
  readonly neededBytes: number;
  /** Of the kinds of memory it would use. */
  readonly freeBytes: number;
}

/** A model as it is set to be loaded. */
export interface SetModel {
  readonly settings: ModelSettings;
  /** Of the projector's file; null: it has none. */
  readonly projectorBytes: number | null;
}

/** As the engine would load it into what is free: see `chooseContextTokens`. */
export function wishFor(
  facts: PlanFacts,
  { settings, projectorBytes }: SetModel,
  hardware: Hardware,
): LoadWish {
  const { contextTokens: chosen, kvType, gpuLayers } = settings;
  const { ramBytes, vramBytes } = freeBudget(hardware);
  const choice = {
    kvType,
    gpuLayers: hardware.gpu === null ? 0 : (gpuLayers ?? facts.layers.length + 1),
    batchTokens: batchTokensFor(facts, projectorBytes !== null),
    repackedTypes: repackedTypes(hardware.architecture),
    projectorBytes,
    drafterBytes: null,
  };
  const contextTokens = chooseContextTokens(facts, chosen, choice, ramBytes + vramBytes);
  return { contextTokens, kvType, gpuLayers, projectorBytes };
}

/** Null: it fits. */
export function shortageFor(facts: PlanFacts, wish: LoadWish, hardware: Hardware): MemoryShortage | null {
  if (fitsNow(facts, wish, hardware)) {
    return null;
  }
  const takes = takesNow(facts, wish, hardware);
  const free = freeBudget(hardware);
  return {
    neededBytes: takes.ramBytes + takes.vramBytes,
    freeBytes: free.ramBytes + (takes.vramBytes > 0 ? free.vramBytes : 0),
  };
}

/** As it is once what takes this has left: a model that is loaded leaves before the next one comes. */
export function withRoomOf(hardware: Hardware, { ramBytes, vramBytes }: MemoryBudget): Hardware {
  const { memory, gpu } = hardware;
  const freeBytes = Math.min(memory.totalBytes, memory.freeBytes + ramBytes);
  return {
    ...hardware,
    memory: { ...memory, freeBytes },
    gpu: gpu && { ...gpu, freeBytes: Math.min(gpu.memoryBytes, gpu.freeBytes + vramBytes) },
  };
}
