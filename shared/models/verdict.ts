import { checkpointBytes } from "./checkpoint-size.ts";
import type { Hardware } from "./hardware.ts";
import type { KvType } from "./kv-type.ts";
import { comfortableBudget, freeBudget, wholeBudget, type MemoryBudget } from "./memory-budget.ts";
import { allLayers, batchTokensFor, planMemory, type LoadChoice, type MemoryPlan } from "./memory-plan.ts";
import type { PlanFacts } from "./plan-facts.ts";
import { repackedTypes } from "./repacked-types.ts";
import { estimatedTokensPerSecond, readingBytesPerSecond } from "./speed-estimate.ts";

/** What the person wants of a model. */
export interface LoadWish {
  readonly contextTokens: number;
  readonly kvType: KvType;
  /** null: as many as fit. */
  readonly gpuLayers: number | null;
  /** Of the projector's file; null: no images, no audio. */
  readonly projectorBytes: number | null;
}

export type VerdictWord =
  | "well"
  /** It fits and leaves little for others, or writes slower than one reads. */
  | "slowly"
  | "too-big";

export interface Verdict {
  readonly word: VerdictWord;
  /** What the word rests on. */
  readonly reason: "fits" | "tight" | "speed" | "memory";
  readonly neededBytes: number;
  /** What there is, of the kinds of memory that are used. */
  readonly haveBytes: number;
  /** null where it can't be told: not measured, or a GPU has a part in it. */
  readonly tokensPerSecond: number | null;
  readonly gpuLayers: number;
  readonly plan: MemoryPlan;
}

/** Slower than this is slower than most people read aloud: about three words a second. */
const slowTokensPerSecond = 4;

/** Whether a model runs on this computer, judged by all its memory and not by what happens to be free. */
export function verdictFor(facts: PlanFacts, wish: LoadWish, hardware: Hardware): Verdict {
  const comfortable = comfortableBudget(hardware);
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
  const isSlow = most !== null && most < slowTokensPerSecond;
  return isSlow
    ? { ...numbers, word: "slowly", reason: "speed" }
    : { ...numbers, word: "well", reason: "fits" };
}

/** Whether it fits into what is free at this moment. */
export function fitsNow(facts: PlanFacts, wish: LoadWish, hardware: Hardware): boolean {
  const free = freeBudget(hardware);
  const plan = planMemory(facts, placeLayers(facts, wish, hardware, free));
  return fits(neededOf(plan, hardware), free);
}

/** What it takes, loaded into what is free at this moment. */
export function takesNow(facts: PlanFacts, wish: LoadWish, hardware: Hardware): MemoryBudget {
  return neededOf(planMemory(facts, placeLayers(facts, wish, hardware, freeBudget(hardware))), hardware);
}

/** As many layers on the GPU as its memory takes, or as many as are wished for. */
function placeLayers(facts: PlanFacts, wish: LoadWish, hardware: Hardware, budget: MemoryBudget): LoadChoice {
  const choice = (gpuLayers: number): LoadChoice => ({
    contextTokens: Math.min(wish.contextTokens, facts.cache.trainContextTokens),
    kvType: wish.kvType,
    gpuLayers,
    batchTokens: batchTokensFor(facts, wish.projectorBytes !== null),
    repackedTypes: repackedTypes(hardware.architecture),
    projectorBytes: wish.projectorBytes,
    drafterBytes: null,
    // The last turns alone: what more is kept gives way to other programs.
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

/** As if what lies on a GPU with memory of its own took no time at all. */
function mostTokensPerSecond(facts: PlanFacts, hardware: Hardware, gpuLayers: number): number | null {
  const onCard = hardware.gpu?.isUnified === true ? 0 : gpuLayers;
  return estimatedTokensPerSecond(facts, readingBytesPerSecond(hardware), onCard);
}
