import { checkpointBytes } from "./checkpoint-size.ts";
import type { Hardware } from "./hardware.ts";
import type { KvType } from "./kv-type.ts";
import { comfortableBudget, freeBudget, wholeBudget, type MemoryBudget } from "./memory-budget.ts";
import {
  allLayers,
  batchTokensFor,
  planMemory,
  type LoadChoice,
  type MemoryPlan,
  type PlannedProjector,
} from "./memory-plan.ts";
import type { PlanFacts } from "./plan-facts.ts";
import { repackedTypes } from "./repacked-types.ts";
import { estimatedTokensPerSecond, readingTokensPerSecond, weightBytesPerSecond } from "./speed-estimate.ts";

/** The load options the user wants. */
export interface LoadWish {
  readonly contextTokens: number;
  readonly kvType: KvType;
  /** null: as many as fit. */
  readonly gpuLayers: number | null;
  /** null: no images, no audio. */
  readonly projector: PlannedProjector | null;
  /** Size of the drafter's file; null: none is used. */
  readonly drafterBytes: number | null;
}

export type VerdictWord =
  | "well"
  /** It fits but leaves little memory for other programs, or generates slower than one reads. */
  | "slowly"
  | "too-big";

export interface Verdict {
  readonly word: VerdictWord;
  /** The reason for the verdict. */
  readonly reason: "fits" | "tight" | "speed" | "memory";
  readonly neededBytes: number;
  /** Total memory of the kinds it uses. */
  readonly haveBytes: number;
  /** null where it is unknown: not measured, or a discrete GPU holds layers. */
  readonly tokensPerSecond: number | null;
  readonly gpuLayers: number;
  readonly plan: MemoryPlan;
}

/**
 * Whether a model runs on this computer, based on total memory and not on what is free now. A drafter counts only
 * where it leaves enough room, because the model is loaded without it otherwise.
 */
export function verdictFor(facts: PlanFacts, wanted: LoadWish, hardware: Hardware): Verdict {
  const comfortable = comfortableBudget(hardware);
  const hasRoom = hasRoomForDrafter(facts, wanted, hardware, comfortable);
  const wish = hasRoom ? wanted : { ...wanted, drafterBytes: null };
  const choice = placeLayers(facts, wish, hardware, comfortable);
  const plan = planMemory(facts, choice);
  const needed = neededOf(plan, hardware);
  const have = haveOf(plan, hardware);
  const isUnmixed = choice.gpuLayers === 0 || hardware.gpu?.isUnified === true;
  const most = mostTokensPerSecond(facts, hardware, choice.gpuLayers);
  const numbers = {
    neededBytes: needed.ramBytes + needed.vramBytes,
    haveBytes: have,
    tokensPerSecond: isUnmixed ? most : null,
    gpuLayers: choice.gpuLayers,
    plan,
  };
  if (!fits(needed, wholeBudget(hardware))) {
    return { ...numbers, word: "too-big", reason: "memory" };
  }
  if (!fits(needed, comfortable)) {
    return { ...numbers, word: "slowly", reason: "tight" };
  }
  const isSlow = most !== null && most < readingTokensPerSecond;
  return isSlow
    ? { ...numbers, word: "slowly", reason: "speed" }
    : { ...numbers, word: "well", reason: "fits" };
}

/** Whether the model fits in the memory that is free now. */
export function fitsNow(facts: PlanFacts, wish: LoadWish, hardware: Hardware): boolean {
  const free = freeBudget(hardware);
  const plan = planMemory(facts, placeLayers(facts, wish, hardware, free));
  return fits(neededOf(plan, hardware), free);
}

/** Whether the drafter fits as well in the memory that is free now, with as many layers on the GPU as without it. */
export function drafterFitsNow(facts: PlanFacts, wish: LoadWish, hardware: Hardware): boolean {
  return hasRoomForDrafter(facts, wish, hardware, freeBudget(hardware));
}

function hasRoomForDrafter(
  facts: PlanFacts,
  wish: LoadWish,
  hardware: Hardware,
  budget: MemoryBudget,
): boolean {
  const choice = placeLayers(facts, wish, hardware, budget);
  const without = placeLayers(facts, { ...wish, drafterBytes: null }, hardware, budget);
  const isPlacedAlike = choice.gpuLayers === without.gpuLayers;
  return isPlacedAlike && fits(neededOf(planMemory(facts, choice), hardware), budget);
}

/** The memory the model takes when loaded into the memory that is free now. */
export function memoryNeededNow(facts: PlanFacts, wish: LoadWish, hardware: Hardware): MemoryBudget {
  return neededOf(planMemory(facts, placeLayers(facts, wish, hardware, freeBudget(hardware))), hardware);
}

/** Puts as many layers on the GPU as fit, or as many as requested. */
function placeLayers(facts: PlanFacts, wish: LoadWish, hardware: Hardware, budget: MemoryBudget): LoadChoice {
  const choice = (gpuLayers: number): LoadChoice => ({
    contextTokens: Math.min(wish.contextTokens, facts.cache.trainContextTokens),
    kvType: wish.kvType,
    gpuLayers,
    batchTokens: batchTokensFor(facts, wish.projector),
    repackedTypes: repackedTypes(hardware.architecture),
    projectorBytes: wish.projector?.sizeBytes ?? null,
    drafterBytes: wish.drafterBytes,
    // Only the last two checkpoints are required; further ones yield to other programs.
    checkpointBudgetBytes: 2 * checkpointBytes(facts.cache, wish.contextTokens, wish.kvType),
  });
  if (hardware.gpu === null) {
    return choice(0);
  }
  if (wish.gpuLayers !== null) {
    return choice(Math.min(wish.gpuLayers, allLayers(facts)));
  }
  if (hardware.gpu.isUnified) {
    return choice(allLayers(facts));
  }
  for (let layers = allLayers(facts); layers > 1; layers--) {
    const placed = choice(layers);
    if (planMemory(facts, placed).vramBytes <= budget.vramBytes) {
      return placed;
    }
  }
  return choice(0);
}

function neededOf(plan: MemoryPlan, { gpu }: Hardware): MemoryBudget {
  return gpu?.isUnified
    ? { ramBytes: plan.ramNeededBytes + plan.vramBytes, vramBytes: 0 }
    : { ramBytes: plan.ramNeededBytes, vramBytes: plan.vramBytes };
}

function haveOf(plan: MemoryPlan, { memory, gpu }: Hardware): number {
  return memory.totalBytes + (gpu !== null && !gpu.isUnified && plan.vramBytes > 0 ? gpu.memoryBytes : 0);
}

const fits = (needed: MemoryBudget, budget: MemoryBudget) =>
  needed.ramBytes <= budget.ramBytes && needed.vramBytes <= budget.vramBytes;

/** An upper bound: layers on a discrete GPU are assumed to take no time. */
function mostTokensPerSecond(facts: PlanFacts, hardware: Hardware, gpuLayers: number): number | null {
  const onCard = hardware.gpu?.isUnified === true ? 0 : gpuLayers;
  return estimatedTokensPerSecond(facts, weightBytesPerSecond(hardware), onCard);
}
